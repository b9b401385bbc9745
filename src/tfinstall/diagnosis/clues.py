"""What the text says around the failure: versions, systems, steps that were reached."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.circumstances import CIRCUMSTANCES, Clue, clue

__all__ = ["CLUES", "Clue"]


CLUES = (
    # the end was good
    clue(
        "success",
        "Successfully installed numpy-1.26.4",
        "successfully",
        r"^\s*Successfully (?:installed|downloaded) \S",
    ),
    clue("success", "Would install numpy-1.26.4", "would install", r"^\s*Would install \S"),
    clue(
        "success", "Installed 42 packages in 388ms", "installed", r"^\s*Installed \d+ packages? in "
    ),
    clue(
        "success",
        "Executing transaction: ...working... done",
        "executing transaction",
        r"Executing transaction: .{0,200}\bdone\s*$",
    ),
    clue(
        "satisfied",
        "Requirement already satisfied: numpy in ./venv/lib (1.26.4)",
        "already satisfied",
        r"^\s*Requirement already (?:satisfied|up-to-date)",
    ),
    clue("satisfied", "Audited 1 package in 12ms", "audited", r"^\s*Audited \d+ packages? in "),
    clue(
        "failed",
        "  Rolling back uninstall of tensorflow",
        "rolling back uninstall",
        r"^\s*Rolling back uninstall of \S",
    ),
    clue(
        "failed",
        "CondaEnvException: Pip failed",
        "pip",
        r"CondaEnvException: Pip (?:failed|subcommand failed)",
    ),
    clue(
        "gpu-asked",
        ">>> tf.config.list_physical_devices('GPU')",
        "physical",
        r"list_physical_devices\(",
    ),
    # a training: its last epoch begins, and an epoch comes to its end
    clue("last-epoch", "Epoch 3/3", "epoch", r"^\s*Epoch (\d{1,6})/\1\s*$"),
    clue(
        "epoch-trained",
        "1875/1875 [==============================] - 3s 1ms/step - loss: 0.2970",
        "loss",
        r"^\s*(\d{1,9})/\1 .{0,120}\bloss: ",
    ),
    # where the next command begins
    clue(
        "prompt",
        "(env) me@host:~/work$ python train.py",
        "$",
        r"^(?:\([^)]{1,60}\) )?(?:[\w.-]{1,60}@[\w.-]{1,60}[: ][^$#\n]{0,200}|[~/][^\s$]{0,200} ?)?\$ \S",
    ),
    clue(
        "prompt",
        "PS C:\\work> python train.py",
        "\\",
        r"^(?:\([^)]{1,60}\) )?(?:PS )?[A-Za-z]:\\[^>\n]{0,200}> ?\S",
    ),
    # something of an installation or of an import is in it at all
    clue(
        "attempt",
        "Collecting tensorflow==2.10",
        "collecting",
        r"^\s*Collecting (?P<value>[^\s(;]{1,120})",
    ),
    clue(
        "attempt",
        "Looking in indexes: https://index.example/simple",
        "looking in",
        r"^\s*Looking in (?:indexes|links)",
    ),
    clue(
        "attempt",
        "  • Installing tensorflow (2.13.0): Failed",
        "installing",
        r"^\s*[•-] Installing \S{1,120} \([^)]{1,60}\)",
    ),
    clue(
        "attempt",
        "ERROR: Could not install packages due to an OSError: x",
        "could not install packages",
        r"Could not install packages due to an",
    ),
    clue(
        "attempt", "Locking [packages] dependencies…", "locking", r"^\s*Locking \[|Locking Failed"
    ),
    clue(
        "attempt",
        "Resolving dependencies... (3.1s)",
        "resolving",
        r"^\s*Resolving dependencies\.\.\.",
    ),
    clue("attempt", "Solving environment: failed", "solving environment", r"Solving environment"),
    clue("attempt", "Resolved 42 packages in 388ms", "resolved", r"Resolved \d+ packages? in"),
    clue(
        "command",
        "$ pip install tensorflow",
        "pip",
        # the three ways to write it stand apart, so that each has a literal piece to look for
        r"(?:^|[$>%#]\s?|-[cm] )\s*(?:sudo )?(?:pip (?:install|download|wheel|check|list)"
        r"|pip -\S+ (?:-\S+ )*(?:install|download|wheel|check|list)"
        r"|pip[23][\d.]* (?:-\S+ )*(?:install|download|wheel|check|list))\b(?P<value>.{0,300})",
    ),
    clue(
        "subject",
        '  File "/x/site-packages/h5py/x.py", line 1',
        "packages",
        r"(?:site|dist)-packages[\\/]",
    ),
    clue("subject", "tensorflow 2.10", "tensorflow", r"\btensorflow\b"),
    clue("subject", "keras 2.10", "keras", r"\bkeras\b"),
    clue("import", "    import tensorflow as tf", "import", r"\b(?:import|from) tensorflow\b"),
    clue(
        "trace",
        "Traceback (most recent call last):",
        "traceback",
        r"Traceback \(most recent call last\)",
    ),
    clue(
        "downloading",
        "  Downloading numpy-1.26.4-cp310-cp310-manylinux_2_17_x86_64.whl (18 MB)",
        "downloading",
        r"^\s*Downloading (?P<value>\S{1,300})(?: \((?P<size>[\d.]{1,12}) ?(?P<unit>[kMG]B)\))?",
    ),
    clue(
        "partly",
        "     49% |████████        | 1.5MB 2.0MB/s eta 0:00:01",
        "eta",
        r"(?:\b(?P<value>\d{1,2})% \||(?P<done>[\d.]{1,12})/(?P<total>[\d.]{1,12}) [kMG]B.{0,40}|(?P<amount>[\d.]{1,12}) ?(?P<unit>[kMG]B)(?!/s).{0,30})eta",
    ),
    # a package's own code is running in order to build it
    clue(
        "building",
        "  Getting requirements to build wheel: started",
        "build wheel",
        r"Getting requirements to build wheel",
    ),
    clue(
        "building",
        '  File "/tmp/pip-build-env-c8d0g5rm/overlay/lib/python3.12/x.py", line 10',
        "build",
        r"pip-(?:build|install|req-build|build-env|wheel)[-_]",
    ),
    clue(
        "building",
        '    File "/tmp/pip-install-x/y/setup.py", line 1',
        "install",
        r"pip-(?:install|req-build)[-_]",
    ),
    clue(
        "building",
        "    ERROR: Complete output from command python setup.py egg_info:",
        "egg",
        r"setup\.py.{0,3} egg_info",
    ),
    # a dataset, weights or a model are being fetched or read
    clue(
        "inner",
        'Command "/venv/bin/python -m pip install --prefix /tmp/pip-build-env-x" failed',
        "build",
        r"pip-build-env-",
    ),
    clue(
        "inner",
        "  Installing build dependencies: finished with status 'error'",
        "installing build dependencies",
        r"[Ii]nstalling build dependencies.{0,40}error",
    ),
    clue(
        "asset",
        "Downloading data from https://files.example/mnist.npz",
        "downloading data",
        r"Downloading data from (?P<value>\S{1,300})",
    ),
    clue(
        "asset",
        "    (x_train, y_train), (x_test, y_test) = imdb.load_data()",
        "data",
        r"\bload_data\(",
    ),
    clue(
        "asset",
        "Exception: URL fetch failure on https://files.example/x: None -- x",
        "fetch",
        r"URL fetch failure on (?P<value>\S{1,300}?):? ",
    ),
    clue(
        "asset",
        '  File "/x/keras/utils/data_utils.py", line 224, in get_file',
        "in",
        r"(?:data_utils|file_utils|download_utils|download_manager)\.py\"?,? ",
    ),
    clue(
        "asset",
        '  File "/x/torchvision/datasets/mnist.py", line 67',
        "datasets",
        r"(?:torchvision|keras|sklearn|tensorflow_datasets|extra_keras_datasets)[\w.]{0,20}[\\/]+datasets",
    ),
    clue(
        "asset",
        '  File "/x/tensorflow_datasets/core/download.py", line 67',
        "datasets",
        r"tensorflow[_-]datasets|[/.]keras[/\\]datasets",
    ),
    clue(
        "asset",
        '  File "/x/tensorflow_hub/resolver.py", line 67',
        "hub",
        r"tensorflow_hub[\\/]+resolver|tfhub\.|tf-hub-format",
    ),
    clue(
        "asset",
        '  File "/x/gdown/download.py", line 253, in download',
        "gdown",
        r"\bgdown[\\/]+|FileURLRetrievalError",
    ),
    clue(
        "asset",
        '  File "/x/huggingface_hub/utils/_http.py", line 409',
        "huggingface",
        r"huggingface_hub[\\/]|hf_raise_for_status",
    ),
    clue(
        "asset",
        '  File "/x/torch/hub.py", line 451, in load_state_dict_from_url',
        "torch",
        r"torch[\\/]+hub\.py",
    ),
    clue(
        "pip-code",
        '  File "/x/site-packages/pip/_internal/cli/base_command.py", line 1',
        "pip",
        r"[\\/]pip[\\/]+(?:_internal|_vendor|basecommand|commands|req|download|wheel|utils)\b",
    ),
    # the index, as pip saw it
    clue(
        "versions",
        "ERROR: Could not find a version that satisfies the requirement x==9 (from versions: 1.0, 1.1)",
        "from versions",
        r"satisfies the requirement (?P<requirement>\S{1,200}).{0,200}?\(from versions: ?(?P<versions>[^)]*)\)?",
    ),
    clue(
        "versions",
        "ERROR: Could not find a version that satisfies the requirement x==9",
        "satisfies the requirement",
        r"satisfies the requirement (?P<requirement>\S{1,200})(?: \(from [^v)][^)]*\))?\s*$",
    ),
    clue(
        "tensorflow-versions",
        "ERROR: Could not find a version that satisfies the requirement tensorflow==9 (from versions: 1.0)",
        "satisfies the requirement",
        r"satisfies the requirement (?P<requirement>(?:tensorflow|tf-nightly)\S{0,200})(?:.{0,200}?\(from versions: ?(?P<versions>[^)]*)\)?)?",
    ),
    clue(
        "index",
        "Looking in indexes: https://index.example/simple, https://other.example/simple",
        "looking in indexes",
        r"Looking in indexes: (?P<value>.{1,600})",
    ),
    clue(
        "retry",
        "WARNING: Retrying (Retry(total=4)) after connection broken by 'X': /simple/x/",
        "after connection broken",
        r"after connection broken by .{0,600}': (?P<value>/\S{1,300})",
    ),
    clue(
        "reached",
        "'NewConnectionError(\"HTTPSConnection(host='10.0.0.1', port=3128): Failed to establish a new connection: x\")': /simple/x/",
        "host=",
        r"(?:NewConnection|NameResolution|ConnectTimeout)Error\(.{0,4}<?HTTPS?Connection\(host='(?P<host>[^']{1,120})', port=(?P<port>\d+)\).{0,600}': (?P<path>/simple/\S{1,200})",
    ),
    clue("no-index", "$ pip install --no-index x", "--no-index", r"--no-index"),
    *CIRCUMSTANCES,
    # something went wrong, whatever it was
    clue(
        "error",
        "ERROR: something went wrong",
        "error",
        r"(?:^|\s|: )(?:ERROR|[Ee]rror|[Ff]atal(?: error)?)\b[:!]|^\s*[\w.]*(?:Error|Exception): ",
    ),
    clue("error", "ValueError: x", "error: ", r"^\s*[\w.]{1,160}Error: ", glued=True),
    clue(
        "error",
        "The command '/bin/sh -c ./setup' returned a non-zero code: 2",
        "non-zero",
        r"returned (?:a )?non-zero (?:code|exit status)",
    ),
    clue(
        "error",
        'ERROR: process "/bin/sh -c ./setup" did not complete successfully: exit code: 1',
        "did not complete successfully",
        r"did not complete successfully",
    ),
    *(
        clue(name, line, needs, regex)
        for name in ("error", "crash")
        for line, needs, regex in (
            ("Segmentation fault (core dumped)", "segmentation", r"\bsegmentation\b"),
            ("Process finished with exit code 139 (SIGSEGV)", "sigsegv", r"\bSIGSEGV\b"),
            ("zsh: bus error  python a.py", "bus error", r"\bbus error\b"),
            (
                "Speicherzugriffsfehler (Speicherabzug geschrieben)",
                "speicherzugriffsfehler",
                r"Speicherzugriffsfehler",
            ),
            ("段错误 (核心已转储)", "段错误", r"段错误"),
        )
    ),
    clue("error", "Exception: x", "exception", r"^\s*[\w.]{0,80}Exception\b"),
    clue("error", "Failed building", "failed", r"\b[Ff]ailed\b"),
    clue("error", "something went wrong: fatal: x", "fatal", r"\bfatal: "),
    clue("warning", "WARNING: something", "warning", r"^\s*(?:WARNING|[Ww]arning|DEPRECATION)\b"),
    clue("warning", "DEPRECATION: something", "deprecation", r"^\s*DEPRECATION\b"),
)
