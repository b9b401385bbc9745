"""Imports TensorFlow, multiplies two matrices, trains a little; tells each step as it happens.

Runs inside the environment that is to be proved, on Python 2.7 to 3.13 and TensorFlow 1.0 to
2.21; it imports nothing of tfinstall. Usage: proof_script.py RESULT_FILE LIMIT_SECONDS

Each line of the result file is one JSON object: {"begin": step}, then {"step": step, ...}. A step
that began and never ended is where the process died.
"""

# mypy: ignore-errors
# fmt: off
# (typed and formatted for the oldest Python that may have to run it)

import json
import math
import re
import sys
import time
import traceback

RESULT = sys.argv[1]
LIMIT = float(sys.argv[2])


def tell(**fact):
    with open(RESULT, "a") as out:
        out.write(json.dumps(fact) + "\n")


def watch():
    # A crash in native code, and a hang, then show the Python line that they happened in.
    try:
        import faulthandler

        faulthandler.enable()
        if LIMIT > 2:
            faulthandler.dump_traceback_later(LIMIT - 1, exit=False)
    except Exception:
        pass


def step(name, action):
    tell(begin=name)
    started = time.time()
    try:
        detail = action()
        passed = True
    except Exception:
        passed = False
        traceback.print_exc()
        detail = essence(traceback.format_exception_only(*sys.exc_info()[:2])[-1])
    tell(step=name, passed=passed, seconds=time.time() - started, detail=detail)
    return passed


def essence(message):
    # An error may carry the traceback of another in its message: then that one's last line tells.
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    named = [line for line in lines if re.match(r"[\w.]+(Error|Exception): (?!Traceback)", line)]
    return (named or lines)[-1 if named else 0]


def version_of(module):
    found = sys.modules.get(module)
    return getattr(found, "__version__", None)


def versions():
    tf = sys.modules["tensorflow"]
    found = {
        "python": sys.version.split()[0],
        "tensorflow": getattr(tf, "__version__", None),
        "numpy": version_of("numpy"),
        "protobuf": version_of("google.protobuf"),
        "h5py": version_of("h5py"),
        "keras": version_of("keras") or version_of("keras.api._v2.keras"),
    }
    if found["keras"] is None:
        try:
            found["keras"] = tf.keras.__version__
        except Exception:
            pass
    tell(versions=dict((name, str(value)) for name, value in found.items() if value))


def devices():
    # Only for information: what an old release cannot list is no failure.
    tf = sys.modules["tensorflow"]
    try:
        if hasattr(tf, "config") and hasattr(tf.config, "list_physical_devices"):
            listed = tf.config.list_physical_devices()
        elif hasattr(tf, "config") and hasattr(tf.config, "experimental"):
            listed = tf.config.experimental.list_physical_devices()
        else:
            from tensorflow.python.client import device_lib

            listed = device_lib.list_local_devices()
        names = [
            one.name.replace("/physical_device:", "").replace("/device:", "") for one in listed
        ]
        tell(
            devices=[name.lstrip("/").replace("cpu", "CPU").replace("gpu", "GPU") for name in names]
        )
    except Exception:
        pass


def first_generation():
    return int(sys.modules["tensorflow"].__version__.split(".")[0]) < 2


def import_tensorflow():
    import tensorflow

    return "tensorflow " + tensorflow.__version__


def compute():
    import tensorflow as tf

    product = tf.matmul(
        tf.constant([[1.0, 2.0], [3.0, 4.0]]), tf.constant([[5.0, 6.0], [7.0, 8.0]])
    )
    if first_generation():
        with tf.Session() as session:
            numbers = session.run(product).tolist()
    else:
        numbers = product.numpy().tolist()
    if numbers != [[19.0, 22.0], [43.0, 50.0]]:
        raise ValueError("a product of two matrices came out wrong: %r" % (numbers,))
    return repr(numbers)


def train():
    losses = [float(loss) for loss in (train_session() if first_generation() else train_keras())]
    if not all(
        math.isfinite(loss) if hasattr(math, "isfinite") else loss == loss for loss in losses
    ):
        raise ValueError("the loss is not a number: %r" % (losses,))
    if not losses[-1] < losses[0]:
        raise ValueError("the loss did not go down: %r" % (losses,))
    return "loss %.6f -> %.6f" % (losses[0], losses[-1])


def train_keras():
    import numpy
    import tensorflow as tf

    x = numpy.linspace(-1.0, 1.0, 32).reshape(32, 1).astype("float32")
    model = tf.keras.Sequential([tf.keras.layers.Dense(1)])
    model.compile(optimizer=tf.keras.optimizers.SGD(learning_rate=0.1), loss="mse")
    return model.fit(x, 2.0 * x + 1.0, epochs=5, verbose=0).history["loss"]


def train_session():
    import tensorflow as tf

    x = tf.constant([-1.0, -0.5, 0.5, 1.0])
    y = tf.constant([-1.0, 0.0, 2.0, 3.0])
    weight, bias = tf.Variable(0.0), tf.Variable(0.0)
    loss = tf.reduce_mean(tf.square(x * weight + bias - y))
    descend = tf.train.GradientDescentOptimizer(0.1).minimize(loss)
    losses = []
    with tf.Session() as session:
        session.run(tf.global_variables_initializer())
        for _ in range(5):
            losses.append(session.run([loss, descend])[0])
    return losses


def main():
    watch()
    if not step("import", import_tensorflow):
        return 1
    versions()
    passed = step("compute", compute) and step("train", train)
    versions()  # Keras and h5py are often imported by the first use only
    devices()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
