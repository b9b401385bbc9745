"""Tiny wheels that call themselves TensorFlow and NumPy, and really multiply and train.

They stand in for the half gigabyte of the real thing: `import`, `matmul`, a Keras `fit` and, for
version 1, a Session, in plain Python. `FAULTS` are the ways in which real ones were seen to fail.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

NUMPY = '''
__version__ = {version!r}


class Array(object):
    """A column of numbers."""

    def __init__(self, numbers):
        self.numbers = list(numbers)

    def reshape(self, rows, columns):
        assert columns == 1
        return self

    def astype(self, dtype):
        return self

    def tolist(self):
        return self.numbers

    def __rmul__(self, factor):
        return Array(factor * number for number in self.numbers)

    def __add__(self, number):
        return Array(each + number for each in self.numbers)


def linspace(start, stop, count):
    return Array(start + (stop - start) * at / (count - 1) for at in range(count))


def allclose(one, other, atol):
    return abs(one - other) <= atol
'''

COMMON = '''
{fault}

__version__ = {version!r}


class Tensor(object):
    def __init__(self, rows):
        self.rows = rows

    def numpy(self):
        return self

    def tolist(self):
        return self.rows


def constant(rows):
    return Tensor(rows)


def matmul(one, other):
    columns = list(zip(*other.rows))
    product = [[sum(a * b for a, b in zip(row, c)) for c in columns] for row in one.rows]
    return Tensor({matmul})


def descend(xs, ys, steps):
    """Fit y = weight * x + bias; the loss before each step."""
    weight, bias, losses = 0.0, 0.0, []
    for _ in range(steps):
        errors = [weight * x + bias - y for x, y in zip(xs, ys)]
        losses.append(sum(error * error for error in errors) / len(errors))
        weight -= 0.2 * sum(error * x for error, x in zip(errors, xs)) / len(errors)
        bias -= 0.2 * sum(errors) / len(errors)
    return losses
'''

SECOND = """

class _Device(object):
    name = "/physical_device:CPU:0"


class config(object):
    @staticmethod
    def list_physical_devices():
        return [_Device()]


class _Model(object):
    def __init__(self, layers):
        self.layers = layers

    def compile(self, optimizer, loss):
        assert loss == "mse"

    def fit(self, x, y, epochs, verbose):
        {train}
        self.history = {{"loss": descend(x.tolist(), y.tolist(), epochs)}}
        return self


class keras(object):
    __version__ = {version!r}
    Sequential = _Model

    class models(object):
        Sequential = _Model

    class layers(object):
        Dense = staticmethod(lambda units: units)

    class optimizers(object):
        SGD = staticmethod(lambda learning_rate: learning_rate)
"""

FIRST = '''

class _Symbol(object):
    """Anything that only a Session gives a value to."""

    def __init__(self, *parts):
        self.parts = parts

    def __mul__(self, other):
        return _Symbol(self, other)

    __add__ = __sub__ = __mul__


Tensor.__mul__ = lambda self, other: _Symbol(self, other)
reduce_mean = square = _Symbol
VARIABLES = []
"""Of the graph under way."""


class Variable(_Symbol):
    def __init__(self, number):
        _Symbol.__init__(self)
        self.value = number
        VARIABLES.append(self)

    def assign(self, number):
        return lambda: setattr(self, "value", number)


def global_variables_initializer():
    return None


class Graph(object):
    def as_default(self):
        return self

    def __enter__(self):
        VARIABLES[:] = []
        return self

    def __exit__(self, *error):
        pass


class Session(object):
    def __enter__(self):
        self.losses = iter(descend([-1.0, -0.5, 0.5, 1.0], [-1.0, 0.0, 2.0, 3.0], 9))
        return self

    def __exit__(self, *error):
        pass

    def run(self, wanted):
        if isinstance(wanted, list):
            return [next(self.losses), None]
        if callable(wanted):
            return wanted()
        return wanted.value if isinstance(wanted, Variable) else wanted


class _Saver(object):
    """Keeps the first variable; the proof has no other."""

    def save(self, session, path):
        with open(path, "w") as out:
            out.write(str(VARIABLES[0].value))
        return path

    def restore(self, session, path):
        with open(path) as kept:
            VARIABLES[0].value = float(kept.read())


class train(object):
    Saver = _Saver

    class GradientDescentOptimizer(object):
        def __init__(self, rate):
            {train}

        def minimize(self, loss):
            return loss
'''

NUMPY_ABI = (
    "A module that was compiled using NumPy 1.x cannot be run in\n"
    "NumPy 2.0.1 as it may crash. To support both 1.x and 2.x\n"
    "versions of NumPy, modules must be compiled with NumPy 2.0.\n"
)
PROTOBUF = (
    "Descriptors cannot not be created directly.\n"
    "If this call came from a _pb2.py file, your generated code is out of date "
    "and must be regenerated with protoc >= 3.19.0.\n"
    "If you cannot immediately regenerate your protos, some other possible workarounds are:\n"
    " 1. Downgrade the protobuf package to 3.20.x or lower."
)

FAULTS: Mapping[str, str] = {
    "numpy abi": (
        f"import sys; sys.stderr.write({NUMPY_ABI!r})\n"
        "raise ImportError('numpy.core.multiarray failed to import')"
    ),
    "protobuf": f"raise TypeError({PROTOBUF!r})",
    "abort": "import os; os.abort()",
    "segmentation fault": "import os, signal; os.kill(os.getpid(), signal.SIGSEGV)",
    "illegal instruction": "import os, signal; os.kill(os.getpid(), signal.SIGILL)",
    "killed": "import os, signal; os.kill(os.getpid(), signal.SIGKILL)",
    "hang": "import time\nwhile True: time.sleep(1)",
    "deaf hang": (
        "import signal, time\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "while True: time.sleep(1)"
    ),
    "megabytes": (
        "import sys\n"
        "for _ in range(40000):\n    sys.stdout.write('x' * 99 + '\\n'); "
        "sys.stderr.write('y' * 99 + '\\n')\n"
        "sys.stderr.write('z' * 5000000)"
    ),
    "silent exit": "import os; os._exit(0)",
    "quiet SystemExit": "raise SystemExit(0)",
}
"""What stands at the top of the package, by what goes wrong."""


def build_tensorflow(  # noqa: PLR0913  (the facts of one wheel, each with a default)
    directory: Path,
    version: str,
    *,
    name: str = "tensorflow",
    tag: str = "py3-none-any",
    fault: str = "",
    wrong_numbers: bool = False,
    fault_in_training: str = "",
    requires: Iterable[str] = ("numpy",),
    requires_python: str | None = None,
) -> Path:
    """A wheel whose package passes the proof, or fails it by Python code given as `fault`."""
    product = "[[0.0]]" if wrong_numbers else "product"
    generation = FIRST if version.startswith("1.") else SECOND
    source = COMMON.format(version=version, fault=fault, matmul=product)
    source += generation.format(version=version, train=fault_in_training or "pass")
    return build_wheel(
        directory,
        name,
        version,
        requires=requires,
        files={"tensorflow/__init__.py": source},
        tag=tag,
        requires_python=requires_python,
    )


def build_numpy(directory: Path, version: str = "1.26.4") -> Path:
    """The few functions of NumPy that the proof uses."""
    source = NUMPY.format(version=version)
    return build_wheel(directory, "numpy", version, files={"numpy/__init__.py": source})
