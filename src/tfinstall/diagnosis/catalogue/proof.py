"""TensorFlow is installed, and this machine cannot run it as it is."""

from __future__ import annotations

from tfinstall.diagnosis.cause import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="import-cpu-avx",
        group="proof",
        exit_code=50,
        blame="machine",
        title="The processor lacks instructions that this TensorFlow uses (AVX)",
        explanation="The import ended in an illegal instruction. Official builds since 1.6 need "
        "AVX, which old processors, many Celeron, Pentium and Atom models, some virtual machines "
        "and Rosetta on Apple silicon lack.",
        patterns=(
            Pattern(
                line="Illegal instruction (core dumped)",
                needs="illegal instruction",
                regex=r"[Ii]llegal instruction",
            ),
            Pattern(
                line="zsh: illegal hardware instruction  python test_tf.py",
                needs="illegal hardware instruction",
                regex=r"illegal hardware instruction",
            ),
            Pattern(
                line="The TensorFlow library was compiled to use AVX instructions, but these aren't available on your machine.",
                needs="was compiled to use",
                regex=r"TensorFlow library was compiled to use (?P<instructions>[\w.]{1,20}) instructions, but these aren't available",
            ),
            Pattern(
                line="process 4711 was terminated by signal SIGILL",
                needs="sigill",
                regex=r"\bSIGILL\b",
            ),
            Pattern(
                line="Process finished with exit code -1073741795 (0xC000001D)",
                needs="0xc000001d",
                regex=r"0x[Cc]000001[Dd]",
            ),
            Pattern(
                line="Process finished with exit code 132 (interrupted by signal 4: SIGILL)",
                needs="exit code 132",
                regex=r"exit(?:ed with)? code:? 132\b|\(interrupted by signal 4: SIGILL\)",
            ),
            Pattern(
                line="  │ exit code: -4",
                needs="exit code: -4",
                regex=r"exit (?:code|status):? -4\b",
            ),
            Pattern(
                line="Instrucción ilegal (`core' generado)",
                needs="instrucción ilegal",
                regex=r"instrucción ilegal",
            ),
            Pattern(
                line="Instruction non permise (core dumped)",
                needs="instruction non permise",
                regex=r"instruction non permise|[Ii]nstruction illégale",
            ),
            Pattern(
                line="Ungültiger Maschinenbefehl (Speicherabzug geschrieben)",
                needs="ungültiger maschinenbefehl",
                regex=r"[Uu]ngültiger Maschinenbefehl",
            ),
            Pattern(line="非法指令 (核心已转储)", needs="非法指令", regex=r"非法指令"),
            Pattern(
                line="Instrução ilegal (imagem do núcleo gravada)",
                needs="instrução ilegal",
                regex=r"[Ii]nstrução ilegal",
            ),
        ),
        advice=(
            Advice(
                text="See whether the processor has AVX",
                linux="grep -o -m1 -w avx /proc/cpuinfo",
                macos="sysctl machdep.cpu.features",
            ),
            Advice(
                text="On Apple silicon use an arm64 Python, not one under Rosetta",
                macos='python3 -c "import platform; print(platform.machine())"',
                only=("macos",),
            ),
            Advice(text="Use a machine with AVX; in a virtual machine pass the host's CPU through"),
            Advice(text="Or TensorFlow 1.5, the last without AVX, on Python 3.6"),
        ),
    ),
    Cause(
        slug="import-dll-missing",
        group="proof",
        exit_code=50,
        blame="machine",
        title="A library that TensorFlow needs is not found on this Windows",
        headline="Windows does not find a library that {library} needs",
        explanation="Most often the Visual C++ runtime is missing or too old; else the processor "
        "has no AVX, or a DLL of conda or another program is found first.",
        fields=("library",),
        patterns=(
            Pattern(
                line="ImportError: DLL load failed while importing _pywrap_tensorflow_internal: The specified module could not be found.",
                needs="dll load failed",
                regex=r"DLL load failed(?: while importing (?P<library>[\w.]{1,80}))?",
            ),
            Pattern(
                line="ImportError: Could not find the DLL(s) 'msvcp140_1.dll'. TensorFlow requires that these DLLs be installed in a directory that is named in your %PATH% environment variable.",
                needs="could not find the dll(s)",
                regex=r"Could not find the DLL\(s\) '(?P<library>[^']{1,120})'",
            ),
            Pattern(
                line="ImportError: Could not find 'msvcp140.dll'. TensorFlow requires that this DLL be installed in a directory that is named in your %PATH% environment variable.",
                needs="could not find 'msvcp",
                regex=r"Could not find '(?P<library>msvcp[\w.]{1,40})'",
            ),
            Pattern(
                line="OSError: [WinError 126] The specified module could not be found",
                needs="winerror 126]",
                regex=r"""\[WinError (?:126|127|193|1114|182)\](?:.{0,80}[\"'](?P<library>[^\"']{1,300})[\"'])?""",
            ),
            Pattern(
                line="OSError: [WinError 1114] A dynamic link library (DLL) initialization routine failed.",
                needs="winerror 1114]",
                regex=r"\[WinError 1114\]",
            ),
            Pattern(
                line="OSError: [WinError 193] %1 is not a valid Win32 application",
                needs="winerror 193]",
                regex=r"\[WinError 193\]",
            ),
            Pattern(
                line="OSError: [WinError 127] The specified procedure could not be found",
                needs="winerror 127]",
                regex=r"\[WinError 127\]",
            ),
            Pattern(
                line="ImportError: libGL.so.1: cannot open shared object file: No such file or directory",
                needs="cannot open shared object file",
                regex=r"(?:ImportError|OSError|error while loading shared libraries): (?P<library>lib[\w.+-]{1,80}): cannot open shared object file",
            ),
            Pattern(
                line="ImportError: /usr/lib/aarch64-linux-gnu/libgomp.so.1: cannot allocate memory in static TLS block",
                needs="static tls block",
                regex=r"(?P<library>[\w./+-]{1,300}): cannot allocate memory in static TLS block",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 0x0002): Library not loaded: @rpath/libomp.dylib",
                needs="library not loaded",
                regex=r"Library not loaded: (?P<library>\S{1,200})",
                weight="likely",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 0x0002): tried: 'x.so' (mach-o file, but is an incompatible architecture (have 'x86_64', need 'arm64'))",
                needs="incompatible architecture",
                regex=r"(?:incompatible architecture|wrong architecture)",
                weight="likely",
            ),
            Pattern(
                line="mach-o, but wrong architecture",
                needs="wrong architecture",
                regex=r"wrong architecture",
                weight="likely",
            ),
        ),
        advice=(
            Advice(
                text="Install the present Visual C++ runtime",
                windows="winget install Microsoft.VCRedist.2015+.x64",
            ),
            Advice(text="Use a fresh environment of a python.org Python", command="tfinstall"),
        ),
    ),
    Cause(
        slug="import-libc",
        group="proof",
        exit_code=50,
        blame="machine",
        title="The system's C or C++ library is too old for this TensorFlow",
        headline="The system lacks `{version}`, which this TensorFlow needs",
        explanation="The libraries were built on a newer system; glibc cannot be upgraded apart "
        "from the system, libstdc++ can come with conda or a newer compiler.",
        fields=("version", "library"),
        patterns=(
            Pattern(
                line="ImportError: /lib64/libc.so.6: version `GLIBC_2.14' not found (required by /opt/py/_pywrap_tensorflow.so)",
                needs="glibc_",
                regex=r"version [`'‘](?P<version>GLIBC_[\d.]+)['’] not found(?: \(required by (?P<library>[^)]{1,300})\))?",
            ),
            Pattern(
                line="ImportError: /usr/lib64/libstdc++.so.6: version `GLIBCXX_3.4.17' not found (required by /opt/py/_pywrap_tensorflow.so)",
                needs="glibcxx_",
                regex=r"version [`'‘](?P<version>GLIBCXX_[\d.]+)['’] not found(?: \(required by (?P<library>[^)]{1,300})\))?",
            ),
            Pattern(
                line="ImportError: /usr/lib64/libstdc++.so.6: version `CXXABI_1.3.7' not found (required by x.so)",
                needs="cxxabi_",
                regex=r"version [`'‘](?P<version>CXXABI_[\d.]+)['’] not found",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 6): Symbol not found: _clock_gettime Referenced from: x.so Expected in: /usr/lib/libSystem.B.dylib",
                needs="symbol not found",
                regex=r"Symbol not found: (?P<version>\S{1,120})\s*(?:\n|$)?.{0,300}(?:libSystem\.B|libc\+\+)",
            ),
            Pattern(
                line="  Referenced from: /x/_pywrap_tensorflow_internal.so (which was built for Mac OS X 10.11)",
                needs="built for",
                regex=r"which was built for (?P<version>Mac OS X [\d.]+|macOS [\d.]+)",
            ),
            Pattern(
                line=" Expected in: /usr/lib/libSystem.B.dylib",
                needs="expected in: ",
                regex=r"Expected in: (?:flat namespace|<[\w-]{1,60}> )?\s?(?P<library>/usr/lib/lib(?:System|c\+\+)\S{0,60})",
                weight="likely",
            ),
            Pattern(
                line="ImportError: Error loading shared library ld-linux-x86-64.so.2: No such file or directory (ld-linux-x86-64.so.2: no such file)",
                needs="ld-linux-x86-64.so.2: no such file",
                regex=r"ld-linux-[\w.-]{1,30}: (?:No such file|cannot open)",
            ),
            Pattern(
                line="ImportError: Error loading shared library ld-linux-x86-64.so.2: No such file or directory (needed by x.so)",
                needs="error loading shared library",
                regex=r"Error loading shared library (?P<library>ld-linux[\w.-]{1,30}|libstdc\+\+[\w.]{1,20}|libgcc_s[\w.]{1,20}|lib[\w.+-]{1,60})",
            ),
            Pattern(
                line="Error relocating /usr/lib/python3.10/site-packages/tensorflow/x.so: __memcpy_chk: symbol not found",
                needs="error relocating",
                regex=r"Error relocating \S{1,300}: (?P<version>\S{1,80}): symbol not found",
            ),
            Pattern(
                line="FATAL: kernel too old", needs="kernel too old", regex=r"FATAL: kernel too old"
            ),
        ),
        advice=(
            Advice(text="Use a newer system or a container, such as the image python:3.12-slim"),
            Advice(
                text="For GLIBCXX and CXXABI inside conda",
                command="conda install -c conda-forge libstdcxx-ng",
            ),
            Advice(text="Or an earlier TensorFlow, built for older systems"),
        ),
    ),
    Cause(
        slug="import-cuda-missing",
        group="proof",
        exit_code=50,
        blame="machine",
        title="A CUDA library that this TensorFlow needs is not found",
        headline="The CUDA library `{library}` is not found",
        explanation="GPU builds before 2.1 do not import at all without exactly the CUDA and "
        "cuDNN they were built for; later ones only see no GPU.",
        fields=("library",),
        patterns=(
            Pattern(
                line="ImportError: libcublas.so.9.0: cannot open shared object file: No such file or directory",
                needs="cannot open shared object file",
                regex=r"ImportError: (?P<library>lib(?:cu(?:da|dart|blas|blasLt|fft|rand|solver|sparse|dnn|pti)|nccl|nvrtc|nvinfer)[\w.]{0,30}): cannot open shared object file",
            ),
            Pattern(
                line="ImportError: Could not find 'cudart64_90.dll'. TensorFlow requires that this DLL be installed in a directory that is named in your %PATH% environment variable.",
                needs="could not find '",
                regex=r"Could not find '(?P<library>(?:cu(?:dart|dnn|blas|fft)|nvcuda)\w{0,20}\.dll)'",
            ),
            Pattern(
                line="ImportError: Could not find 'nvcuda.dll'. TensorFlow requires that this DLL be installed",
                needs="nvcuda.dll",
                regex=r"Could not find '(?P<library>nvcuda\.dll)'",
            ),
            Pattern(
                line="ImportError: dlopen(x.so, 10): Library not loaded: @rpath/libcudart.8.0.dylib (libcudart)",
                needs="library not loaded",
                regex=r"Library not loaded: (?P<library>\S{0,100}lib(?:cudart|cublas|cudnn|cuda)[\w.]{0,30})",
            ),
            Pattern(
                line="W tensorflow/compiler/xla: Can't find libdevice directory ${CUDA_DIR}/nvvm/libdevice.",
                needs="libdevice",
                regex=r"libdevice (?:not found|directory)|[Cc]an't find libdevice",
                weight="likely",
            ),
            Pattern(
                line="ImportError: libcuda.so.1: cannot open shared object file: No such file or directory",
                needs="libcuda.so.1: cannot open",
                regex=r"libcuda\.so\.1: cannot open shared object",
            ),
        ),
        advice=(
            Advice(
                text="From 2.14 on, pip brings CUDA along",
                command='python -m pip install "tensorflow[and-cuda]"',
                only=("linux",),
            ),
            Advice(text="See which CUDA goes with it", command="tfinstall why {wanted}"),
            Advice(text="Install that CUDA and cuDNN, or the CPU package"),
        ),
    ),
    Cause(
        slug="gpu-not-visible",
        group="proof",
        exit_code=51,
        blame="machine",
        title="TensorFlow works, and sees no GPU",
        explanation="It was built without CUDA, or the driver or one of the CUDA libraries was not "
        "found; on Windows no release after 2.10 uses a GPU (WSL2 does).",
        fields=("library",),
        patterns=(
            Pattern(
                line="W tensorflow/stream_executor/platform/default/dso_loader.cc:64] Could not load dynamic library 'libcudnn.so.8'; dlerror: libcudnn.so.8: cannot open shared object file",
                needs="could not load dynamic library",
                regex=r"Could not load dynamic library '(?P<library>(?:lib)?(?:cu|nv)[\w.]{1,40})'",
                weight="likely",
            ),
            Pattern(
                line="Cannot dlopen some GPU libraries. Please make sure the missing libraries mentioned above are installed properly",
                needs="cannot dlopen some gpu libraries",
                regex=r"Cannot dlopen some GPU libraries",
                weight="likely",
            ),
            Pattern(
                line="Skipping registering GPU devices...",
                needs="skipping registering gpu devices",
                regex=r"Skipping registering GPU devices",
                weight="likely",
            ),
            Pattern(
                line="Num GPUs Available:  0",
                needs="num gpus available",
                regex=r"Num GPUs Available:? *0\b",
                weight="likely",
            ),
            Pattern(
                line="Could not find cuda drivers on your machine, GPU will not be used.",
                needs="could not find cuda drivers",
                regex=r"Could not find cuda drivers on your machine, GPU will not be used",
                weight="likely",
            ),
            Pattern(
                line="E tensorflow/stream_executor/cuda/cuda_driver.cc:271] failed call to cuInit: CUDA_ERROR_NO_DEVICE: no CUDA-capable device is detected",
                needs="failed call to cuinit",
                regex=r"failed call to cuInit: (?P<reason>\S{1,80})",
                weight="likely",
            ),
            Pattern(
                line="InternalError: cudaGetDevice() failed. Status: CUDA driver version is insufficient for CUDA runtime version",
                needs="cuda driver version is insufficient",
                regex=r"CUDA driver version is insufficient for CUDA runtime version",
            ),
            Pattern(
                line="kernel version 450.51.6 does not match DSO version 450.80.2 -- cannot find working devices in this configuration",
                needs="does not match dso version",
                regex=r"kernel version [\d.]+ does not match DSO version [\d.]+",
                weight="likely",
            ),
            Pattern(
                line="WARNING: No GPU/TPU found, falling back to CPU.",
                needs="no gpu/tpu found",
                regex=r"No GPU/TPU found, falling back to CPU",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: TensorFlow is not built with CUDA support (not built with CUDA)",
                needs="not built with cuda",
                regex=r"(?:is )?not (?:built|compiled) with CUDA",
                weight="likely",
            ),
            Pattern(
                line="E tensorflow/stream_executor/cuda/cuda_dnn.cc:343] Loaded runtime CuDNN library: 7.0.5 but source was compiled with: 7.2.1.",
                needs="but source was compiled with",
                regex=r"Loaded runtime CuDNN library: (?P<found>[\d.]+) (?:\(compatibility version \d+\) )?but source was compiled with:? (?P<built>[\d.]+)",
            ),
            Pattern(
                line="E tensorflow/stream_executor/cuda/cuda_dnn.cc:329] Could not create cudnn handle: CUDNN_STATUS_NOT_INITIALIZED",
                needs="could not create cudnn handle",
                regex=r"[Cc]ould not create cudnn handle: (?P<reason>\w{1,60})",
            ),
            Pattern(
                line="tensorflow.python.framework.errors_impl.UnimplementedError: DNN library is not found.",
                needs="dnn library is not found",
                regex=r"DNN library (?:is not found|initialization failed)",
                weight="likely",
            ),
            Pattern(
                line="NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.",
                needs="nvidia-smi has failed",
                regex=r"NVIDIA-SMI has failed",
                weight="likely",
            ),
            Pattern(
                line="InvalidArgumentError: Cannot assign a device for operation MatMul: Operation was explicitly assigned to /device:GPU:0 but available devices are [ /job:localhost/replica:0/task:0/device:CPU:0 ]",
                needs="explicitly assigned to /",
                regex=r"(?:Cannot assign a device for operation|explicitly assigned to).{0,200}(?:GPU|gpu)",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="See whether the driver works", command="nvidia-smi"),
            Advice(
                text="Let pip bring CUDA along",
                linux='python -m pip install "tensorflow[and-cuda]"',
                windows="tfinstall 2.10",
            ),
            Advice(
                text="On a Mac", macos="python -m pip install tensorflow-metal", only=("macos",)
            ),
        ),
    ),
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
                regex=r"No module named '?(?P<module>_pywrap_tensorflow(?:_internal)?|tensorflow\.python\.pywrap_tensorflow[\w.]{0,60}|tensorflow\.python\._\w{1,60}|tensorflow\.python(?:\.platform|\.client)?|tensorflow\.__internal__|tensorflow_core\.[\w.]{1,60}|tensorflow\.keras)'?\s*$",
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
                regex=r"(?P<module>[\w./+-]{1,300}): (?:invalid ELF header|file too short)",
            ),
            Pattern(
                line="ImportError: /x/_pywrap_tensorflow_internal.so: file too short",
                needs="file too short",
                regex=r"(?P<module>[\w./+-]{1,300}): file too short",
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
