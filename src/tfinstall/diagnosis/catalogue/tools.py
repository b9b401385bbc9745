"""pip, the environment or the settings are the problem, rather than the package."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

_UPGRADE_PIP = Advice(
    text="Bring pip up to date",
    command="python -m pip install --upgrade pip",
    automatic=True,
)
_FRESH = Advice(text="Make a fresh environment", command="tfinstall {wanted} --recreate")

CAUSES = (
    Cause(
        slug="config-invalid",
        group="tools",
        exit_code=2,
        blame="machine",
        title="A setting is wrong",
        headline="A setting is wrong: {setting}",
        explanation="A configuration file or an environment variable holds something that cannot "
        "be used.",
        fields=("setting", "file"),
        patterns=(
            Pattern(
                line="ERROR: An error occurred during configuration: option timeout: invalid float value: 'abc'",
                needs="error occurred during configuration",
                regex=r"An error occurred during configuration: (?P<setting>.{1,200})",
            ),
            Pattern(
                line="maybe is not a valid value for no-deps option, please specify a boolean value like yes/no, true/false or 1/0 instead.",
                needs="is not a valid value for",
                regex=r"(?P<setting>.{1,80}) is not a valid value for .{1,60} option",
            ),
            Pattern(
                line="Configuration file could not be loaded.",
                needs="configuration file",
                regex=r"Configuration file (?P<file>.{0,200}?)\s?could not be loaded",
            ),
            Pattern(
                line="File contains no section headers.",
                needs="contains no section headers",
                regex=r"(?:MissingSectionHeaderError|File contains no section headers)",
            ),
            Pattern(
                line="ValueError: invalid truth value 'maybe'",
                needs="invalid truth value",
                regex=r"ValueError: invalid truth value",
            ),
            Pattern(
                line="ERROR: Could not find an activated virtualenv (required).",
                needs="find an activated virtualenv",
                regex=r"Could not find an activated virtualenv",
            ),
            Pattern(
                line="ERROR: Can not perform a '--user' install. User site-packages are not visible in this virtualenv.",
                needs="can not perform a '--user' install",
                regex=r"Can not perform a '--user' install",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: Could not find a suitable TLS CA certificate bundle, invalid path: /nonexistent/ca.pem",
                needs="tls ca certificate bundle",
                regex=r"Could not find a suitable TLS CA certificate bundle, invalid path: (?P<setting>\S{1,300})",
            ),
            Pattern(
                line="SSLError(136, '[X509: NO_CERTIFICATE_OR_CRL_FOUND] no certificate or crl found (_ssl.c:4147)')",
                needs="no_certificate_or_crl_found",
                regex=r"NO_CERTIFICATE_OR_CRL_FOUND",
                weight="likely",
            ),
            Pattern(
                line="SSLError(SSLError(524297, '[X509] PEM lib (_ssl.c:4065)'))",
                needs="pem lib",
                regex=r"\[(?:X509|SSL)\] PEM lib|PEM_lib",
                weight="likely",
            ),
            Pattern(
                line="SSLError(0, 'no certificate or crl found')",
                needs="no certificate or crl found",
                regex=r"no certificate or crl found",
                weight="likely",
            ),
            Pattern(
                line="InvalidProxyURL: Please check proxy URL. It is malformed and could be missing the host.",
                needs="check proxy url",
                regex=r"Please check proxy URL\. It is malformed",
            ),
            Pattern(
                line="ProxySchemeUnknown: Not supported proxy scheme localhost (proxy scheme)",
                needs="proxy scheme",
                regex=r"(?:[Nn]ot supported proxy scheme|ProxySchemeUnknown|Proxy URL had no scheme|unknown proxy scheme)",
            ),
            Pattern(
                line="pip._vendor.urllib3.exceptions.ProxySchemeUnknown: Proxy URL had no scheme, should start with http:// or https://",
                needs="proxy url had no scheme",
                regex=r"Proxy URL had no scheme",
            ),
            Pattern(
                line="pip._vendor.urllib3.exceptions.LocationParseError: Failed to parse: http://user:pa#ss@proxy.example:8080",
                needs="failed to parse: ",
                regex=r"LocationParseError: Failed to parse: (?P<setting>\S{1,200})",
            ),
            Pattern(
                line="DistutilsOptionError: must supply either home or prefix/exec-prefix -- not both",
                needs="must supply either home",
                regex=r"must supply either home or prefix",
            ),
            Pattern(
                line="error: can't combine user with prefix, exec_prefix/home, or install_(plat)base",
                needs="can't combine user with prefix",
                regex=r"can't combine user with prefix",
            ),
            Pattern(
                line="ERROR: Can not combine '--user' and '--target'",
                needs="can not combine '--user' and",
                regex=r"Can not combine '--user' and '--(?:target|prefix)'",
            ),
            Pattern(
                line="error: Failed to parse: `/srv/app/uv.toml`",
                needs="failed to parse",
                regex=r"error: Failed to parse: `(?P<file>[^`]{1,200}(?:uv|pyproject)\.toml)`",
            ),
            Pattern(
                line="CondaToSNonInteractiveError: Terms of Service have not been accepted for the following channels.",
                needs="terms of service have not been accepted",
                regex=r"Terms of Service have not been accepted",
            ),
            Pattern(
                line="CommandNotFoundError: Your shell has not been properly configured to use 'conda activate'.",
                needs="properly configured to use 'conda activate'",
                regex=r"Your shell has not been properly configured to use 'conda activate'",
            ),
            Pattern(
                line="CondaError: Run 'conda init' before 'conda activate'",
                needs="run 'conda init' before",
                regex=r"Run 'conda init' before 'conda activate'",
            ),
            Pattern(
                line="requests.exceptions.MissingSchema: Invalid URL 'index.example/simple': No scheme supplied",
                needs="missingschema: ",
                regex=r"(?:InvalidURL|MissingSchema|InvalidSchema): (?P<setting>.{1,200})",
                weight="likely",
            ),
            Pattern(
                line="requests.exceptions.InvalidSchema: No connection adapters were found for 'ttps://index.example'",
                needs="no connection adapters were found",
                regex=r"No connection adapters were found for",
                weight="likely",
            ),
            Pattern(
                line="CondaYAMLError: could not load environment.yml",
                needs="condayamlerror",
                regex=r"(?:YAMLError|yaml\.scanner\.ScannerError|yaml\.parser\.ParserError|CondaYAMLError)",
            ),
            Pattern(
                line="yaml.scanner.ScannerError: mapping values are not allowed here",
                needs="yaml.scanner.scannererror",
                regex=r"yaml\.scanner\.ScannerError",
            ),
        ),
        advice=(
            Advice(text="See all settings and where they come from", command="pip config debug"),
            Advice(text="Correct or remove that setting"),
        ),
    ),
    Cause(
        slug="tool-missing",
        group="tools",
        exit_code=42,
        blame="machine",
        title="A program or module that the task needs is not installed",
        headline="`{tool_name}` is needed and not installed",
        explanation="A requirement from a version control system needs its program, a SOCKS proxy "
        "needs PySocks, and so on.",
        fields=("tool_name",),
        patterns=(
            Pattern(
                line="ERROR: Cannot find command 'git' - do you have 'git' installed and in your PATH?",
                needs="cannot find command 'git'",
                regex=r"Cannot find command '(?P<tool_name>\w+)'",
            ),
            Pattern(
                line="ERROR: Cannot find command 'hg' - do you have 'hg' installed and in your PATH?",
                needs="cannot find command",
                regex=r"Cannot find command '(?P<tool_name>[\w.-]+)'",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: Missing dependencies for SOCKS support.",
                needs="missing dependencies for socks",
                regex=r"Missing dependencies for SOCKS support",
            ),
            Pattern(
                line="  Caused by: Git executable not found. Ensure that Git is installed and available.",
                needs="git executable",
                regex=r"Git executable not found",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: 'git'",
                needs="errno 2]",
                regex=r"\[Errno 2\][^:]{0,80}: '(?P<tool_name>git|hg|svn|bzr)'",
            ),
            Pattern(
                line="bash: conda: command not found",
                needs="not found",
                regex=r"(?:^|[\s:/])(?P<tool_name>git|conda|mamba|uv|virtualenv|pyenv|brew|wget|curl|bazel|poetry|pipenv|docker): (?:command )?not found",
            ),
            Pattern(
                line="zsh: command not found: conda",
                needs="command not found: ",
                regex=r"command not found: (?P<tool_name>git|conda|mamba|uv|virtualenv|pyenv|brew|wget|curl|bazel|poetry|pipenv|docker)",
            ),
            Pattern(
                line="'conda' is not recognized as an internal or external command,",
                needs="is not recognized",
                regex=r"'(?P<tool_name>git|conda|uv|virtualenv|pyenv|winget|choco|wget|curl|bazel|poetry|pipenv|docker)' is not recognized",
            ),
            Pattern(
                line="conda : The term 'conda' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                needs="the term '",
                regex=r"The term '(?P<tool_name>git|conda|uv|virtualenv|pyenv|winget|choco|wget|poetry|pipenv|docker)' is not recognized",
            ),
            Pattern(
                line="/usr/bin/python3: No module named virtualenv",
                needs="no module named",
                regex=r"No module named '?(?P<tool_name>virtualenv|pipenv|conda|socks|pysocks|uv|kaggle|gdown)'?\s*$",
            ),
        ),
        advice=(
            Advice(
                text="Install it",
                linux="sudo apt-get install {tool_name}",
                macos="brew install {tool_name}",
                windows="winget install {tool_name}",
            ),
            Advice(text="Install the missing program, and see that it is on the PATH"),
        ),
    ),
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
                line="ERROR: wheelv9's Wheel-Version (9.0) is not compatible with this version of pip",
                needs="wheel-version",
                regex=r"(?P<package>[\w.-]{1,80})'s Wheel-Version \([\d.]+\) is not compatible with this version of pip",
            ),
            Pattern(
                line="ERROR: this package requires pip >= 19.0",
                needs="requires pip",
                regex=r"requires (?:pip|a newer pip)(?: version)? ?(?:>=|[\d.]+ or (?:later|newer)|at least)",
            ),
            Pattern(
                line="ERROR: Your pip version is out of date: please upgrade pip, x requires pip >= 19.3",
                needs="upgrade pip",
                regex=r"[Yy]our (?:version of )?pip (?:version )?is (?:out[- ]of[- ]date|too old|outdated)",
            ),
            Pattern(
                line="Please upgrade pip: x needs manylinux2014 wheels",
                needs="please upgrade pip",
                regex=r"[Pp]lease (?:upgrade|update) (?:your )?pip\b",
            ),
            Pattern(
                line='ERROR: File "setup.py" not found. (A "pyproject.toml" file was found, but editable mode currently requires a setup.py based build.) does not appear to be installable in editable mode',
                needs="does not appear to be installable in editable",
                regex=r"A \"pyproject\.toml\" file was found, but editable mode currently requires a setup",
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
                regex=r"No module named '?(?:pip|pip\._\w+[\w.]*|pip\.\w+[\w.]*)'?\s*(?:;|$)",
            ),
            Pattern(
                line="ImportError: cannot import name 'main' from 'pip' (/usr/lib/python3/dist-packages/pip/__init__.py)",
                needs="cannot import name '",
                regex=r"""cannot import name ['\"]?(?P<name>main|\w{1,60})['\"]? from '?pip(?:\._\w[\w.]*)?'?""",
            ),
            Pattern(
                line="ImportError: cannot import name 'main'",
                needs="cannot import name",
                regex=r"""cannot import name ['\"]?main['\"]?\s*$""",
            ),
            Pattern(
                line="bash: pip: command not found",
                needs="not found",
                regex=r"(?:^|[\s:/])pip[\d.]*: (?:command )?not found",
            ),
            Pattern(
                line="zsh: command not found: pip",
                needs="command not found: ",
                regex=r"command not found: pip[\d.]*",
            ),
            Pattern(
                line="'pip3' is not recognized as an internal or external command,",
                needs="is not recognized",
                regex=r"'pip[\d.]*' is not recognized as",
            ),
            Pattern(
                line='Die Benennung "pip" wird nicht als Name eines Cmdlet, einer Funktion erkannt.',
                needs="wird nicht als",
                regex=r"""\"?'?pip[\d.]*'?\"? (?:ist entweder|wird nicht als|kann nicht)""",
            ),
            Pattern(
                line='Der Befehl "pip" ist entweder falsch geschrieben oder konnte nicht gefunden werden.',
                needs="ist entweder falsch geschrieben",
                regex=r"""'?\"?pip[\d.]*\"?'? ist entweder falsch geschrieben""",
            ),
            Pattern(
                line='"pip" no se reconoce como un comando interno o externo,',
                needs="no se reconoce",
                regex=r"""[\"']pip[\d.]*[\"'] no se reconoce""",
            ),
            Pattern(
                line="'pip' não é reconhecido como um comando interno",
                needs="reconhecido como",
                regex=r"'pip[\d.]*' não é reconhecido",
            ),
            Pattern(
                line="'pip' n’est pas reconnu en tant que commande interne",
                needs="pas reconnu",
                regex=r"'pip[\d.]*' n['’]est pas reconnu",
            ),
            Pattern(
                line="'pip' 不是内部或外部命令，也不是可运行的程序",
                needs="不是内部或外部命令",
                regex=r"'pip[\d.]*' 不是内部或外部命令",
            ),
            Pattern(
                line="'pip' は、内部コマンドまたは外部コマンド、",
                needs="内部コマンド",
                regex=r"'pip[\d.]*' は、内部コマンド",
            ),
            Pattern(
                line="pip : The term 'pip' is not recognized as the name of a cmdlet, function, script file, or operable program.",
                needs="is not recognized",
                regex=r"The term 'pip[\d.]*' is not recognized",
            ),
            Pattern(
                line="bash: /srv/venv/bin/pip: /srv/old/bin/python3: bad interpreter: No such file or directory",
                needs="bad interpreter",
                regex=r"pip[\d.]*: .{0,200}bad interpreter: No such file",
            ),
            Pattern(
                line="bash: /srv/venv/bin/pip: cannot execute: required file not found",
                needs="cannot execute: required file not found",
                regex=r"pip[\d.]*: cannot execute: required file not found",
            ),
            Pattern(
                line="_: line 1: /srv/venv/bin/pip: No such file or directory",
                needs=": no such file or directory",
                regex=r"/bin/pip[\d.]*: No such file or directory",
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
                regex=r"(?:module|Module) 'pip[\w.]*'? .{0,20}has no attribute",
            ),
            Pattern(
                line="pip.main(): 'module' object has no attribute 'main'",
                needs="'module' object has no attribute 'main'",
                regex=r"pip.{0,40}'module' object has no attribute 'main'",
            ),
            Pattern(
                line="pkg_resources.DistributionNotFound: The 'pip==9.0.1' distribution was not found and is required by the application",
                needs="distributionnotfound",
                regex=r"DistributionNotFound: .{0,40}pip==?[\d.]+",
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
                regex=r"module 'lib' has no attribute '(?P<attribute>X509_V_FLAG_\w+)'",
            ),
            Pattern(
                line="TypeError: 'Handlers' object is not callable",
                needs="'handlers' object is not callable",
                regex=r"'Handlers' object is not callable",
            ),
        ),
        advice=(
            Advice(text="Start pip through Python", command="python -m pip --version"),
            Advice(text="Restore it", command="python -m ensurepip --upgrade"),
            _FRESH,
            Advice(
                text="Or reinstall the distribution's",
                linux="sudo apt-get install --reinstall python3-pip",
                only=("linux",),
            ),
        ),
    ),
    Cause(
        slug="environment-damaged",
        group="tools",
        exit_code=42,
        blame="machine",
        title="The environment holds a half installed or damaged package",
        headline="The environment holds a damaged `{package}`",
        explanation="An installation was cut off, or files were removed by hand: pip can neither "
        "use nor uninstall what is left.",
        fields=("package", "path"),
        patterns=(
            Pattern(
                line='  File "/x/pip/_internal/resolution/resolvelib/factory.py", line 288, in _get_installed_candidate',
                needs="_get_installed_candidate",
                regex=r"_get_installed_candidate",
                weight="likely",
            ),
            Pattern(
                line="error: invalid-installed-package",
                needs="invalid-installed-package",
                regex=r"invalid-installed-package",
            ),
            Pattern(
                line="× Cannot process installed package okpkg 0.1-dev in '/srv/venv/lib/python3.12/site-packages' because it has an invalid version:",
                needs="cannot process installed package",
                regex=r"Cannot process installed package (?P<package>[\w.-]{1,80})",
            ),
            Pattern(
                line="ERROR: Cannot uninstall numpy 1.24.2, RECORD file not found. You might be able to recover from this via: 'pip install --force-reinstall --no-deps numpy==1.24.2'.",
                needs="record file not found",
                regex=r"Cannot uninstall (?P<package>[\w.-]{1,80}) \S{1,40}, RECORD file not found\. You might be able to recover",
            ),
            Pattern(
                line="error: uninstall-no-record-file",
                needs="uninstall-no-record-file",
                regex=r"uninstall-no-record-file",
                weight="likely",
            ),
            Pattern(
                line="NoneMetadataError: None METADATA metadata found for distribution: tensorflow 2.10.0 (x)",
                needs="metadata metadata found",
                regex=r"None (?:METADATA|PKG-INFO) metadata found for distribution: (?P<package>[\w.-]{1,80})",
            ),
            Pattern(
                line="pip._internal.exceptions.NoneMetadataError: None METADATA metadata found",
                needs="nonemetadataerror",
                regex=r"NoneMetadataError",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory: '/opt/conda/lib/python3.8/site-packages/numpy-1.21.0.dist-info/METADATA'",
                needs="site-packages",
                regex=r"\[(?:Errno|WinError) 2\].{0,120}'(?P<path>[^']{0,300}(?:site|dist)-packages[/\\]{1,2}(?P<package>[\w.]{1,60})-[^'/\\]{1,60}\.(?:dist|egg)-info[/\\]{1,2}(?:METADATA|RECORD|top_level\.txt|INSTALLER|WHEEL))'",
            ),
            Pattern(
                line="ERROR: Could not restore '/srv/venv/x' from '/tmp/x'. Check both paths before retrying.",
                needs="could not restore",
                regex=r"Could not restore '(?P<path>[^']{1,300})'",
            ),
            Pattern(
                line="ERROR: Failed to restore /srv/venv/x",
                needs="failed to restore",
                regex=r"Failed to restore (?P<path>\S{1,300})",
                weight="likely",
            ),
            Pattern(
                line="WARNING: Ignoring invalid distribution -ensorflow (c:\\python38\\lib\\site-packages)",
                needs="ignoring invalid distribution",
                regex=r"Ignoring invalid distribution (?P<package>\S{1,80})",
                weight="noise",
            ),
            Pattern(
                line="  Not uninstalling numpy at /usr/lib/python3/dist-packages, outside environment /srv/venv",
                needs="outside environment",
                regex=r"Not uninstalling (?P<package>[\w.-]{1,80}) at .{1,200}, outside environment",
                weight="likely",
            ),
            Pattern(
                line="    Can't uninstall 'numpy'. No files were found to uninstall.",
                needs="can't uninstall",
                regex=r"Can't uninstall '(?P<package>[\w.-]{1,80})'\. No files were found to uninstall",
                weight="likely",
            ),
            Pattern(
                line="Fatal Python error: init_fs_encoding: failed to get the Python codec of the filesystem encoding",
                needs="init_fs_encoding",
                regex=r"init_fs_encoding: failed to get the Python codec",
            ),
            Pattern(
                line="Could not find platform independent libraries <prefix>",
                needs="could not find platform",
                regex=r"Could not find platform (?:in)?dependent libraries",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named '_ctypes'",
                needs="no module named",
                regex=r"No module named '?_(?:ctypes|bz2|lzma|sqlite3|posixsubprocess|struct|socket|hashlib|uuid|tkinter)'?\s*$",
                weight="likely",
            ),
            Pattern(
                line="warning: Ignoring existing virtual environment linked to non-existent Python interpreter (broken environment, broken virtual environment)",
                needs="broken environment",
                regex=r"broken (?:virtual )?environment|[Vv]irtual environment is broken",
            ),
            Pattern(
                line="error: Failed to uninstall package at lib/python3.12/site-packages/x.dist-info due to missing `RECORD` file. Installation may result in an incomplete environment.",
                needs="due to missing `record`",
                regex=r"Failed to uninstall package at (?P<path>.{1,200}?) due to missing `RECORD`",
            ),
        ),
        advice=(
            _FRESH,
            Advice(
                text="Or install that package over it",
                command="python -m pip install --force-reinstall --no-deps {package}",
            ),
            Advice(text="Make a fresh environment", command="tfinstall --recreate"),
        ),
    ),
    Cause(
        slug="venv-creation-failed",
        group="tools",
        exit_code=42,
        blame="machine",
        title="A virtual environment could not be made",
        explanation="On Debian and Ubuntu the parts for it are a package of their own; else the "
        "Python is incomplete or the place cannot hold one.",
        fields=("package",),
        patterns=(
            Pattern(
                line="The virtual environment was not created successfully because ensurepip is not",
                needs="virtual environment was not created successfully",
                regex=r"virtual environment was not created successfully",
            ),
            Pattern(
                line="    apt install python3.10-venv",
                needs="apt install python3",
                regex=r"^\s*(?:sudo )?apt(?:-get)? install (?P<package>python3[\d.]*-venv)",
            ),
            Pattern(
                line="Error: Command '['/srv/.venv/bin/python3', '-Im', 'ensurepip', '--upgrade', '--default-pip']' returned non-zero exit status 1.",
                needs="'ensurepip'",
                regex=r"Command '\[.{0,300}'ensurepip'.{0,120}(?:returned non-zero|died with)",
            ),
            Pattern(
                line="/usr/bin/python3: No module named venv",
                needs="no module named",
                regex=r"No module named '?(?:ensurepip|venv)'?\s*$",
            ),
            Pattern(
                line="error: venv-creation-error",
                needs="venv-creation-error",
                regex=r"venv-(?:creation|import)-error",
            ),
            Pattern(
                line="Unable to symlink '/usr/bin/python3' to '/media/usb/venv/bin/python3'",
                needs="unable to symlink",
                regex=r"[Uu]nable to symlink '",
            ),
            Pattern(
                line="Error: Unable to copy 'C:\\Python38\\lib\\venv\\scripts\\nt\\venvlauncher.exe'",
                needs="unable to copy '",
                regex=r"Error: Unable to copy '",
            ),
            Pattern(
                line="Error: [Errno 2] No such file or directory: 'C:\\Python39\\lib\\venv\\scripts\\nt\\venvlauncher.exe'",
                needs="venvlauncher",
                regex=r"venvlauncher",
            ),
            Pattern(
                line="error: Failed to create virtual environment",
                needs="failed to create virtual environment",
                regex=r"[Ff]ailed to create (?:a )?virtual ?env(?:ironment)?",
            ),
            Pattern(
                line="ensurepip is disabled in Debian/Ubuntu for the system python.",
                needs="ensurepip is disabled",
                regex=r"ensurepip is disabled in (?:Debian|Ubuntu)",
            ),
        ),
        advice=(
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install {package}",
                only=("linux",),
            ),
            Advice(
                text="Install the missing part",
                linux="sudo apt-get install python3-venv",
                only=("linux",),
            ),
            Advice(text="Or make it with tfinstall, which needs no ensurepip", command="tfinstall"),
        ),
    ),
    Cause(
        slug="uninstall-distutils",
        group="tools",
        exit_code=42,
        blame="machine",
        title="An installed package cannot be removed by pip",
        headline="The installed `{package}` cannot be removed by pip",
        explanation="It was put there by the system, by conda or by distutils, without the list "
        "of files that pip needs to replace it.",
        fields=("package",),
        patterns=(
            Pattern(
                line="ERROR: Cannot uninstall 'wrapt'. It is a distutils installed project and thus we cannot accurately determine which files belong to it which would lead to only a partial uninstall.",
                needs="distutils installed project",
                regex=r"Cannot uninstall '?(?P<package>[\w.-]{1,80})'?.{0,40} It is a distutils installed project",
            ),
            Pattern(
                line="It is a distutils installed project and thus we cannot accurately determine",
                needs="distutils installed project",
                regex=r"distutils installed project",
            ),
            Pattern(
                line="error: uninstall-distutils-installed-package",
                needs="uninstall-distutils-installed-package",
                regex=r"uninstall-distutils-installed-package",
            ),
            Pattern(
                line="ERROR: Cannot uninstall PyYAML 5.3.1, RECORD file not found. Hint: The package was installed by debian.",
                needs="the package was installed by",
                regex=r"(?:Cannot uninstall (?P<package>[\w.-]{1,80}) \S{1,40}, RECORD file not found\. )?[Hh]int: The package was installed by (?P<owner>[\w.-]{1,40})",
            ),
            Pattern(
                line="AssertionError: Cannot remove entries from nonexistent file /opt/anaconda3/lib/python3.6/site-packages/easy-install.pth",
                needs="easy-install.pth",
                regex=r"[Cc]annot remove entries from nonexistent file",
            ),
            Pattern(
                line="Detected a distutils installed project ('six') which we cannot uninstall.",
                needs="detected a distutils installed project",
                regex=r"Detected a distutils installed project \('?(?P<package>[\w.-]{1,80})'?\) which we cannot uninstall",
                weight="likely",
            ),
            Pattern(
                line="error: Unable to uninstall `wrapt==1.11.1`. distutils-installed distributions do not include the metadata required to uninstall safely.",
                needs="distutils-installed",
                regex=r"Unable to uninstall `(?P<package>[\w.-]{1,80}).{0,40}distutils-installed",
            ),
        ),
        advice=(
            Advice(text="Use an environment of your own", command="tfinstall {wanted}"),
            Advice(
                text="In a conda environment, let conda replace it",
                command="conda update {package}",
            ),
            Advice(
                text="Or install over it",
                command="python -m pip install --ignore-installed {package}",
            ),
            Advice(text="Use an environment of your own", command="python3 -m venv .venv"),
        ),
    ),
    Cause(
        slug="interrupted",
        group="tools",
        exit_code=130,
        blame="request",
        title="It was interrupted",
        transient=True,
        explanation="Somebody, or a time limit, stopped it; nothing is wrong otherwise.",
        fields=("signal",),
        patterns=(
            Pattern(
                line="ERROR: Operation cancelled by user",
                needs="operation cancelled by user",
                regex=r"Operation cancelled by user",
            ),
            Pattern(
                line="KeyboardInterrupt",
                needs="keyboardinterrupt",
                regex=r"^\s*KeyboardInterrupt\b",
            ),
            Pattern(
                line='/srv/run.sh: line 3:  4711 Terminated              "$@"',
                needs="terminated",
                regex=r"""(?:^|[\s\d])Terminated\s*(?:$|[\"']?\$@|pip|python)""",
            ),
            Pattern(line="^C", needs="^c", regex=r"\^C\s*$", weight="likely"),
            Pattern(
                line="ERROR: Pipe to stdout was broken",
                needs="pipe to stdout was broken",
                regex=r"Pipe to stdout was broken",
            ),
            Pattern(
                line="  │ exit code: -15", needs="exit code: -15", regex=r"exit code: -(?:15|2)\b"
            ),
            Pattern(
                line="CondaError: KeyboardInterrupt",
                needs="condaerror: keyboardinterrupt",
                regex=r"CondaError: KeyboardInterrupt",
                weight="likely",
            ),
            Pattern(
                line="ERROR: Job failed: execution took longer than 1h0m0s seconds",
                needs="execution took longer than",
                regex=r"execution took longer than",
                weight="likely",
            ),
            Pattern(
                line="Error: The operation was canceled.",
                needs="the operation was canceled",
                regex=r"^Error: The operation was canceled",
                weight="likely",
            ),
            Pattern(
                line="slurmstepd: error: *** JOB 4711 ON node7 CANCELLED AT 2022-01-01T10:00:00 DUE TO TIME LIMIT ***",
                needs="due to time limit",
                regex=r"CANCELLED AT .{1,60} DUE TO TIME LIMIT",
                weight="likely",
            ),
        ),
        advice=(Advice(text="Run it again; what was downloaded is kept"),),
    ),
)
