"""A TensorFlow that installs without a murmur and does not work."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from tests.faults.fault import fault
from tests.faults.packages import build_tensorflow
from tests.support.index import UPLOADED
from tests.support.tiny_tensorflow import FAULTS
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from tests.faults.scene import Scene

SO = "libtensorflow_framework.so.2"


def fails(scene: Scene, code: str) -> None:
    """The wanted TensorFlow runs this code when it is imported; the matrix knows it so."""
    scene.forget("tensorflow-2.10*")
    build_tensorflow(scene.wheels, fault=code)
    scene.learns()


def raises(scene: Scene, error: str, text: str) -> None:
    fails(scene, f"raise {error}({text!r})")


@fault("import-numpy-abi", code=50, says="numpy", quick=True, old=True, once=True)
def numpy_is_of_another_generation(scene: Scene) -> None:
    scene.remedies = True
    fails(scene, FAULTS["numpy abi"])


@fault("import-protobuf", code=50, says="Descriptors", once=True)
def protobuf_is_too_new(scene: Scene) -> None:
    scene.remedies = True
    fails(scene, FAULTS["protobuf"])


@fault("import-cpu-avx", code=50, old=True, says="SIGILL|signal 4|illegal", once=True)
def processor_lacks_an_instruction(scene: Scene) -> None:
    fails(scene, FAULTS["illegal instruction"])


@fault("import-cpu-avx", code=50, says="AVX", once=True)
def processor_lacks_avx_and_tensorflow_says_so(scene: Scene) -> None:
    text = (
        "2022-09-01 10:00:00.000000: F tensorflow/core/platform/cpu_feature_guard.cc:37] The "
        "TensorFlow library was compiled to use AVX instructions, but these aren't available on "
        "your machine.\\n"
    )
    fails(scene, f'import os, sys\nsys.stderr.write("{text}")\nsys.stderr.flush()\nos.abort()')


@fault("import-libc", code=50, says="GLIBC", old=True, once=True)
def c_library_is_too_old(scene: Scene) -> None:
    text = f"/lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.99' not found (required by {SO})"
    raises(scene, "ImportError", text)


@fault("import-libc", code=50, says="GLIBCXX", once=True)
def cxx_library_is_too_old(scene: Scene) -> None:
    text = f"/usr/lib/libstdc++.so.6: version `GLIBCXX_3.4.99' not found (required by {SO})"
    raises(scene, "ImportError", text)


@fault(
    "import-cuda-missing", "gpu-not-visible", code=(50, 51), says="libcudart", old=True, once=True
)
def cuda_is_not_there(scene: Scene) -> None:
    text = "libcudart.so.10.0: cannot open shared object file: No such file or directory"
    raises(scene, "ImportError", text)


@fault("import-corrupt-install", "import-dll-missing", code=50, says=r"\.so", once=True)
def its_own_library_is_not_there(scene: Scene) -> None:
    text = f"{SO}: cannot open shared object file: No such file or directory"
    raises(scene, "ImportError", text)


@fault("import-corrupt-install", "environment-damaged", code=(50, 42), old=True, once=True)
def a_module_of_its_own_is_not_there(scene: Scene) -> None:
    fails(scene, "from tensorflow.python import pywrap_tensorflow")


@fault("import-dependency-api", code=50, says="absl", once=True)
def a_dependency_has_changed(scene: Scene) -> None:
    scene.remedies = True
    fails(scene, "import absl\nabsl.no_longer_there()")


def newer_dependency(scene: Scene) -> None:
    """On the index lies one from long after this release, without what TensorFlow takes of it."""
    fails(scene, "from absl import taken_by_tensorflow")
    scene.forget("absl_py-*")
    old = {"absl/__init__.py": "taken_by_tensorflow = 1\n"}
    build_wheel(scene.wheels, "absl-py", "1.3.0", files=old)
    new = build_wheel(scene.wheels, "absl-py", "2.0.0", files={"absl/__init__.py": ""})
    scene.index.upload_times[new.name] = UPLOADED + timedelta(days=400)


@fault(code=0, says="True.*as they were when", once=True, quick=True)
def a_newer_dependency_makes_way_for_one_of_its_day(scene: Scene) -> None:
    scene.remedies = True
    newer_dependency(scene)


@fault("import-dependency-api", code=50, says="taken_by_tensorflow", old=True, once=True)
def a_newer_dependency_stays_where_that_remedy_is_switched_off(scene: Scene) -> None:
    scene.remedies = True
    newer_dependency(scene)
    scene.own_options += ["--no-remedy", "older-dependencies"]


@fault("import-dependency-api", code=50, says="no_longer_there", old=True, once=True)
def a_dependency_lacks_a_name(scene: Scene) -> None:
    fails(scene, "from absl import no_longer_there")


@fault("import-keras-mismatch", "import-dependency-api", code=50, says="keras", once=True)
def keras_is_of_another_generation(scene: Scene) -> None:
    text = (
        "`keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue "
        "using a `tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package"
    )
    raises(scene, "ImportError", text)


@fault("out-of-memory", code=33, old=True, once=True)
def its_process_is_killed(scene: Scene) -> None:
    fails(scene, FAULTS["killed"])


@fault(
    "unknown",
    "import-corrupt-install",
    "internal-error",
    code=(1, 50),
    says="SIGSEGV|signal 11|segm",
    once=True,
)
def it_crashes(scene: Scene) -> None:
    fails(scene, FAULTS["segmentation fault"])


@fault("unknown", "import-corrupt-install", code=(1, 50), old=True, once=True)
def it_ends_the_process_without_a_word(scene: Scene) -> None:
    fails(scene, FAULTS["silent exit"])


@fault("unknown", "import-corrupt-install", code=(1, 50), once=True)
def it_trains_and_learns_nothing(scene: Scene) -> None:
    scene.forget("tensorflow-2.10*")
    build_tensorflow(scene.wheels, fault_in_training="raise ValueError('the loss is not a number')")
    scene.learns()
