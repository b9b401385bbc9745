"""pip itself is the problem, rather than the package."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import FRESH
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

_UPGRADE_PIP = Advice(
    text="Bring pip up to date",
    command="python -m pip install --upgrade pip",
    automatic=True,
)


CAUSES = (
    Cause(
        slug="pip-too-old",
        group="tools",
        exit_code=42,
        blame="machine",
        title="This pip is too old",
        headline="pip {pip} is too old",
        explanation="Old pips do not know newer wheel tags (manylinux2010 since pip 19.0, "
        "manylinux2014 since 19.3, manylinux_2_17 since 20.3, macOS 11 since 20.3), and see no "
        "version where there is one.",
        fields=("pip", "wanted"),
        patterns=(
            Pattern(
                line="  Running setup.py egg_info for package from https://files.example/tensorflow-0.5.0-cp27-none-linux_x86_64.whl",
                needs="egg_info for package from",
                regex=r"Running setup\.py \S{0,80}\s?egg_info for package from (?P<wheel>\S{1,300}\.whl)",
            ),
            Pattern(
                line="ERROR: wheelv9's Wheel-Version (9.0) is not compatible with this version of pip",
                needs="wheel-version",
                regex=r"(?<![\w.-])(?P<package>[\w.-]{1,80})'s Wheel-Version \([\d.]{1,120}\) is not compatible with this version of pip",
            ),
            Pattern(
                line="ERROR: this package requires pip >= 19.0",
                needs="requires pip",
                regex=r"requires pip(?: version)? ?(?:>=|[\d.]{1,120} or (?:later|newer))",
            ),
            Pattern(
                line="Please upgrade pip: x needs manylinux2014 wheels",
                needs="please upgrade pip",
                regex=r"[Pp]lease (?:upgrade|update) (?:your )?pip\b",
            ),
            Pattern(
                line='(A "pyproject.toml" file was found, but editable mode currently requires a setup.py based build.)',
                needs="editable mode currently requires",
                regex=r"editable mode currently requires a setup",
            ),
        ),
        advice=(_UPGRADE_PIP,),
    ),
    Cause(
        slug="pip-broken",
        group="tools",
        exit_code=42,
        blame="machine",
        title="pip itself does not work",
        explanation="It is missing, half upgraded, or started by a script that belongs to another "
        "version or another Python.",
        patterns=(
            Pattern(
                line="/usr/bin/python3: No module named pip",
                needs="no module named",
                regex=r"""No module named '?(?:pip|pip\._\w{1,120}[\w.]{0,120}|pip\.\w{1,120}[\w.]{0,120})['`\"]{0,120}\s*(?:;|$)""",
            ),
            Pattern(
                line="ImportError: cannot import name 'main' from 'pip' (/usr/lib/python3/dist-packages/pip/__init__.py)",
                needs="cannot import name '",
                regex=r"""cannot import name ['\"]?(?P<name>main|\w{1,60})['\"]? from '?pip(?:\._\w[\w.]{0,120})?'?""",
            ),
            Pattern(
                line="ImportError: cannot import name 'main'",
                needs="cannot import name",
                regex=r"""cannot import name ['\"]?main['\"]?\s*$""",
            ),
            Pattern(
                line="bash: pip: command not found",
                needs="not found",
                regex=r"(?:^|[\s:/])pip[\d.]{0,120}: (?:command )?not found",
            ),
            Pattern(
                line="zsh: command not found: pip",
                needs="command not found: ",
                regex=r"command not found: pip[\d.]{0,120}",
            ),
            Pattern(
                line="'pip3' is not recognized as an internal or external command,",
                needs="is not recognized",
                regex=r"'pip[\d.]{0,120}' is not recognized as",
            ),
            Pattern(
                line='Die Benennung "pip" wird nicht als Name eines Cmdlet, einer Funktion erkannt.',
                needs="wird nicht als",
                regex=r"""\"?'?pip[\d.]{0,120}'?\"? (?:ist entweder|wird nicht als|kann nicht)""",
            ),
            Pattern(
                line='Der Befehl "pip" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
                needs="ist entweder falsch geschrieben",
                regex=r"""'?\"?pip[\d.]{0,120}\"?'? ist entweder falsch geschrieben""",
            ),
            Pattern(
                line='"pip" no se reconoce como un comando interno o externo,',
                needs="no se reconoce",
                regex=r"""[\"']pip[\d.]{0,120}[\"'] no se reconoce""",
            ),
            Pattern(
                line="'pip' não é reconhecido como um comando interno",
                needs="reconhecido como",
                regex=r"'pip[\d.]{0,120}' não é reconhecido",
            ),
            Pattern(
                line="'pip' n'est pas reconnu en tant que commande interne",
                needs="pas reconnu",
                regex=r"'pip[\d.]{0,120}' n'est pas reconnu",
            ),
            Pattern(
                line="'pip' 不是内部或外部命令",
                needs="不是内部或外部命令",
                regex=r"'pip[\d.]{0,120}' 不是内部或外部命令",
            ),
            Pattern(
                line="'pip' は、内部コマンドまたは外部コマンド、",
                needs="内部コマンド",
                regex=r"'pip[\d.]{0,120}' は、内部コマンド",
            ),
            Pattern(
                line="pip : The term 'pip' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                needs="is not recognized",
                regex=r"The term 'pip[\d.]{0,120}' is not recognized",
            ),
            Pattern(
                line="bash: /srv/venv/bin/pip: /srv/old/bin/python3: bad interpreter: No such file or directory",
                needs="bad interpreter",
                regex=r"pip[\d.]{0,120}: (?:.{1,200}: )?bad interpreter: ",
            ),
            Pattern(
                line="bash: /srv/venv/bin/pip: cannot execute: required file not found",
                needs="cannot execute: required file not found",
                regex=r"pip[\d.]{0,120}: cannot execute: required file not found",
            ),
            Pattern(
                line="_: line 1: /srv/venv/bin/pip: No such file or directory",
                needs=": no such file or directory",
                regex=r"/bin/pip[\d.]{0,120}: No such file or directory",
            ),
            Pattern(
                line="Fatal error in launcher: Unable to create process using '\"'",
                needs="fatal error in launcher",
                regex=r"Fatal error in launcher: Unable to (?:create process|find an appended archive)",
            ),
            Pattern(
                line="ERROR: This version of pip does not support python 3.6 (requires >=3.10).",
                needs="does not support python",
                regex=r"This version of pip does not support python (?P<python>[\d.]{1,12})",
            ),
            Pattern(
                line="ERROR: This script does not work on Python 3.6. The minimum supported Python version is 3.7.",
                needs="minimum supported python version is",
                regex=r"This script does not work on Python (?P<python>[\d.]{1,12})",
            ),
            Pattern(
                line='    sys.stderr.write(f"ERROR: {exc}")',
                needs='sys.stderr.write(f"error: {exc}")',
                regex=r"sys\.stderr\.write\(f\"ERROR: \{exc\}\"\)",
            ),
            Pattern(
                line="ERROR: For req: okpkg. Blocked import of 'tabnanny' after pip install started. Hook authors must import required modules before installation starts.",
                needs="blocked import of",
                regex=r"Blocked import of '(?P<module>[^']{1,80})' after pip install started",
            ),
            Pattern(
                line="AttributeError: module 'pip' has no attribute 'main'",
                needs="module 'pip",
                regex=r"(?:module|Module) 'pip[\w.]{0,120}'? .{0,20}has no attribute",
            ),
            Pattern(
                line="pip.main(): 'module' object has no attribute 'main'",
                needs="'module' object has no attribute 'main'",
                regex=r"pip.{0,40}'module' object has no attribute 'main'",
            ),
            Pattern(
                line="pkg_resources.DistributionNotFound: The 'pip==9.0.1' distribution was not found and is required by the application",
                needs="distributionnotfound",
                regex=r"DistributionNotFound: .{0,40}pip==?[\d.]{1,120}",
            ),
            Pattern(
                line="TypeError: 'module' object is not callable",
                needs="typeerror: 'module' object is not callable",
                regex=r"TypeError: 'module' object is not callable",
                weight="likely",
            ),
            Pattern(
                line="AttributeError: module 'lib' has no attribute 'X509_V_FLAG_CB_ISSUER_CHECK'",
                needs="module 'lib' has no attribute",
                regex=r"module 'lib' has no attribute '(?P<attribute>X509_V_FLAG_\w{1,120})'",
            ),
            Pattern(
                line="TypeError: 'Handlers' object is not callable",
                needs="'handlers' object is not callable",
                regex=r"'Handlers' object is not callable",
            ),
            Pattern(
                line="    + CategoryInfo          : ObjectNotFound: (pip:String) [], CommandNotFoundException",
                needs="objectnotfound",
                regex=r"ObjectNotFound: \(pip[\d.]{0,12}:String\)",
            ),
            Pattern(
                line="ImportError: Entry point ('console_scripts', 'pip3') not found",
                needs="entry point",
                regex=r"Entry point \('console_scripts', 'pip[\d.]{0,8}'\) not found",
            ),
            Pattern(
                line="    load_entry_point('pip==21.0', 'console_scripts', 'pip')()",
                needs="load_entry_point",
                regex=r"load_entry_point\('pip==[\d.]{1,20}'",
                weight="outcome",
            ),
        ),
        advice=(
            Advice(text="Start pip through Python", command="python -m pip --version"),
            Advice(text="Restore it", command="python -m ensurepip --upgrade"),
            FRESH,
            Advice(
                text="Or reinstall the distribution's",
                linux="sudo apt-get install --reinstall python3-pip",
                only=("linux",),
            ),
        ),
    ),
)
