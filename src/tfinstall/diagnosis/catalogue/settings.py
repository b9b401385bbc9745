"""A setting is wrong, or a program is missing."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

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
                regex=r"(?<!\S)(?P<setting>\S{1,80}) is not a valid value for .{1,60} option",
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
                line="pip._vendor.urllib3.exceptions.ProxySchemeUnknown: Not supported proxy scheme localhost",
                needs="proxyschemeunknown",
                regex=r"ProxySchemeUnknown",
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
            Pattern(
                line="The Poetry configuration is invalid:",
                needs="configuration is invalid",
                regex=r"(?P<file>Poetry|pyproject\.toml) configuration is invalid",
            ),
            Pattern(
                line="error: Failed to parse: `/home/worker/.config/uv/uv.toml`",
                needs="failed to parse:",
                regex=r"Failed to parse:? `?(?P<file>[^`\s]{1,300}\.toml)\b",
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
                regex=r"Cannot find command '(?P<tool_name>\w{1,120})'",
            ),
            Pattern(
                line="ERROR: Cannot find command 'hg' - do you have 'hg' installed and in your PATH?",
                needs="cannot find command",
                regex=r"Cannot find command '(?P<tool_name>[\w.-]{1,120})'",
            ),
            Pattern(
                line="ERROR: Could not install packages due to an OSError: Missing dependencies for SOCKS support.",
                needs="missing dependencies for socks",
                regex=r"Missing dependencies for SOCKS support",
            ),
            Pattern(
                line="  Caused by: Git executable not found. Ensure that Git is installed and available.",
                needs="git executable not found",
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
                regex=r"""No module named '?(?P<tool_name>virtualenv|pipenv|conda|socks|pysocks|uv|kaggle|gdown)['`\"]{0,120}\s*$""",
            ),
            Pattern(
                line="    + CategoryInfo          : ObjectNotFound: (conda:String) [], CommandNotFoundException",
                needs="objectnotfound",
                regex=r"ObjectNotFound: \((?P<tool_name>git|conda|mamba|uv|virtualenv|pyenv|winget|choco|wget|poetry|pipenv|docker):String\)",
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
                needs="cancelled by user",
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
