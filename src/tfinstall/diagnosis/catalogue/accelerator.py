"""TensorFlow is installed, and does not find the GPU's libraries."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
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
            Pattern(line="[]", needs="[]", regex=r"^\s*\[\]\s*$", weight="noise"),
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
                regex=r"kernel version [\d.]{1,120} does not match DSO version [\d.]{1,120}",
                weight="likely",
            ),
            Pattern(
                line="WARNING: No GPU/TPU found, falling back to CPU.",
                needs="no gpu/tpu found",
                regex=r"No GPU/TPU found, falling back to CPU",
                weight="likely",
            ),
            Pattern(
                line="AssertionError: Torch not compiled with CUDA enabled",
                needs="not compiled with cuda",
                regex=r"not compiled with CUDA",
                weight="likely",
            ),
            Pattern(
                line="E tensorflow/stream_executor/cuda/cuda_dnn.cc:343] Loaded runtime CuDNN library: 7.0.5 but source was compiled with: 7.2.1.",
                needs="but source was compiled with",
                regex=r"Loaded runtime CuDNN library: (?P<found>[\d.]{1,120}) (?:\(compatibility version \d{1,12}\) )?but source was compiled with:? (?P<built>[\d.]{1,120})",
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
)
