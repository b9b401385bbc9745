"""TensorFlow is installed only in part."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="import-corrupt-install",
        group="proof",
        exit_code=50,
        blame="machine",
        title="TensorFlow is installed only in part, or hidden by another file",
        headline="TensorFlow is installed only in part: `{module}` is missing",
        explanation="Files are missing or of another version, or a file or directory of the "
        "working directory has the package's name and is imported in its place.",
        fields=("module",),
        patterns=(
            Pattern(
                line="ImportError: Could not import tensorflow. Do not import tensorflow from its source directory; change directory to outside the TensorFlow source tree",
                needs="from its source directory",
                regex=r"[Dd]o not import tensorflow from its source directory",
            ),
            Pattern(
                line="ImportError: Error importing tensorflow.  Unless you are using bazel,you should not try to import tensorflow from its source directory",
                needs="from its source directory",
                regex=r"you should not try to import tensorflow from its source directory",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow.keras'; 'tensorflow' is not a package",
                needs="'tensorflow' is not a package",
                regex=r"No module named '?(?P<module>tensorflow[\w.]{1,80})'?; 'tensorflow' is not a package",
            ),
            Pattern(
                line="AttributeError: partially initialized module 'tensorflow' has no attribute 'keras' (most likely due to a circular import)",
                needs="partially initialized module 'tensorflow",
                regex=r"partially initialized module '(?P<module>tensorflow[\w.]{0,80})'",
            ),
            Pattern(
                line="ImportError: cannot import name 'x' from partially initialized module 'numpy' (most likely due to a circular import)",
                needs="partially initialized module",
                regex=r"partially initialized module '(?P<module>(?:keras|numpy|tensorflow|h5py|six|google)[\w.]{0,80})'",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow' has no attribute 'constant'",
                needs="module 'tensorflow",
                regex=r"module 'tensorflow' has no attribute '(?P<attribute>constant|__version__|Variable|keras|function|float32|float16|int32|int64|bool|string|zeros|ones|nn|math|io|image|data|config|random|reduce_mean|reduce_sum|matmul|cast|Tensor|Module|train|compat|shape|concat|argmax|convert_to_tensor|test|version|python|__file__|saved_model|reshape|constant_initializer)'",
            ),
            Pattern(
                line="ImportError: cannot import name 'keras' from 'tensorflow' (unknown location)",
                needs="unknown location",
                regex=r"cannot import name '?(?P<module>\w{1,60})'? from '(?P<package>tensorflow[\w.]{0,60}|keras)' \(unknown location\)",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named '_pywrap_tensorflow_internal'",
                needs="no module named",
                regex=r"""No module named '?(?P<module>_pywrap_tensorflow(?:_internal)?|tensorflow\.python\.pywrap_tensorflow[\w.]{0,60}|tensorflow\.python\._\w{1,60}|tensorflow\.python(?:\.platform|\.client)?|tensorflow\.__internal__|tensorflow_core\.[\w.]{1,60}|tensorflow\.keras)['`\"]{0,120}\s*$""",
                weight="likely",
            ),
            Pattern(
                line="ImportError: cannot import name 'pywrap_tensorflow'",
                needs="cannot import name",
                regex=r"cannot import name '?(?P<module>pywrap_tensorflow|_pywrap_\w{1,60}|tf_export|pywrap_\w{1,60}|function_pb2|\w{1,60}_pb2)'?",
                weight="likely",
            ),
            Pattern(
                line="ImportError: /x/_pywrap_tensorflow_internal.so: invalid ELF header",
                needs="invalid elf header",
                regex=r"(?<![\w./+-])(?P<module>[\w./+-]{1,300}): (?:invalid ELF header|file too short)",
            ),
            Pattern(
                line="ImportError: /x/_pywrap_tensorflow_internal.so: file too short",
                needs="file too short",
                regex=r"(?<![\w./+-])(?P<module>[\w./+-]{1,300}): file too short",
            ),
            Pattern(
                line="ValueError: source code string cannot contain null bytes",
                needs="cannot contain null bytes",
                regex=r"source code (?:string )?cannot contain null bytes",
            ),
            Pattern(
                line="ImportError: bad magic number in 'tensorflow': b'\\x03\\xf3\\r\\n'",
                needs="bad magic number",
                regex=r"bad magic number in '(?P<module>[\w.]{1,80})'",
            ),
            Pattern(
                line="EOFError: marshal data too short",
                needs="marshal data too short",
                regex=r"marshal data too short",
            ),
            Pattern(
                line='  File "D:\\Python38\\lib\\site-packages\\tensorflow-2.4.0-py3.8-win-amd64.egg\\tensorflow\\__init__.py", line 41, in <module>',
                needs=".egg",
                regex=r"site-packages[\\/]{1,2}tensorflow-[\d.]{1,12}-py[\d.]{1,6}-[\w-]{1,40}\.egg[\\/]",
            ),
            Pattern(
                line="<module 'tensorflow' (namespace)>",
                needs="namespace",
                regex=r"<module 'tensorflow' \(namespace\)>",
                weight="likely",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow.something'",
                needs="no module named",
                regex=r"No module named '?(?P<module>tensorflow\.[\w.]{1,80})'?",
                weight="likely",
            ),
            Pattern(
                line="AttributeError: module 'keras' has no attribute '__version__'",
                needs="has no attribute '__version__'",
                regex=r"module '(?P<module>tensorflow|keras|numpy)' has no attribute '__version__'",
                weight="likely",
            ),
            Pattern(
                line="Library not loaded: @rpath/_pywrap_tensorflow_internal.so",
                needs="@rpath/_pywrap_tensorflow_internal.so",
                regex=r"Library not loaded: (?P<module>@rpath/(?:_pywrap_tensorflow_internal\.so|libtensorflow\S{1,40}))",
                weight="likely",
            ),
            Pattern(
                line="ImportError: libtensorflow_framework.so.1: cannot open shared object file: No such file or directory",
                needs="libtensorflow_framework",
                regex=r"(?P<module>libtensorflow_framework\.so[\w.]{0,10}): cannot open shared object",
                weight="likely",
            ),
            Pattern(
                line="ImportError: /x/site-packages/tensorflow/python/_pywrap_tensorflow_internal.so: undefined symbol: _ZN10tensorflow8OpKernel11TraceStringE",
                needs="undefined symbol",
                regex=r"(?<![\w./+-])(?P<module>[\w./+-]{1,300}[\\/]tensorflow(?:_core)?[\\/][\w./+-]{1,200}\.so[\w.]{0,12}): undefined symbol",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Find damaged and missing files",
                command="tfinstall verify",
            ),
            Advice(text="Install it afresh", command="tfinstall {wanted} --recreate"),
            Advice(
                text="See which file is imported",
                command='python -c "import tensorflow; print(tensorflow.__path__)"',
            ),
        ),
    ),
)
