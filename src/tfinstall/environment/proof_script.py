"""Imports TensorFlow, multiplies two matrices, trains a little; tells each step as it happens.

Runs inside the environment that is to be proved, on Python 2.7 to 3.13 and TensorFlow 1.0 to
2.21; it imports nothing of tfinstall. Usage: proof_script.py RESULT_FILE LIMIT_SECONDS STEP ...

Each line of the result file is one JSON object: {"begin": step}, then {"step": step, ...}. A step
that began and never ended is where the process died.
"""

# mypy: ignore-errors
# fmt: off
# (typed and formatted for the oldest Python that may have to run it)

import json
import math
import os
import re
import shutil
import sys
import tempfile
import time
import traceback

RESULT = sys.argv[1]
LIMIT = float(sys.argv[2])
WANTED = sys.argv[3:]


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


def has_keras():
    # tf.keras came with 1.4; before, Keras was a package of somebody else's.
    return hasattr(sys.modules["tensorflow"], "keras")


def train():
    losses = [float(loss) for loss in (train_keras() if has_keras() else train_session())]
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
    first = {"input_shape": (1,)} if first_generation() else {}
    model = tf.keras.models.Sequential([tf.keras.layers.Dense(1, **first)])
    rate = {"lr" if first_generation() else "learning_rate": 0.1}
    model.compile(optimizer=tf.keras.optimizers.SGD(**rate), loss="mse")
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


# The steps below are for certifying: what breaks only in use, long after a good import.


def use():
    if not has_keras():
        return "this release has no tf.keras"
    told = ["recurrent loss %.4f" % train_recurrent()[-1]]
    if not first_generation():
        told += [use_autograph(), use_ragged()]
    return ", ".join(told)


def recurrent():
    import tensorflow as tf

    layers = tf.keras.layers
    if first_generation():
        return tf.keras.models.Sequential([layers.LSTM(2, input_shape=(3, 1)), layers.Dense(1)])
    given = layers.Input(shape=(3, 1))
    return tf.keras.Model(given, layers.Dense(1)(layers.LSTM(2)(given)))


def samples():
    import numpy

    x = numpy.linspace(-1.0, 1.0, 48).reshape(16, 3, 1).astype("float32")
    return x, x.sum(axis=1)


def train_recurrent():
    model = recurrent()
    model.compile(optimizer="sgd", loss="mse")
    x, y = samples()
    return [float(loss) for loss in model.fit(x, y, epochs=2, verbose=0).history["loss"]]


def use_autograph():
    import tensorflow as tf

    # The source of a function in this file: AutoGraph reads and rewrites it.
    counted = int(tf.function(count)(tf.constant(4)))
    if counted != 6:
        raise ValueError("AutoGraph made 0 + 1 + 2 + 3 = %r" % (counted,))
    return "autograph"


def count(upto):
    import tensorflow as tf

    total = tf.constant(0)
    for number in tf.range(upto):
        if number > 0:
            total += number
    return total


def use_ragged():
    import tensorflow as tf

    rows = tf.ragged.constant([[1, 2], [3]])
    found = rows.numpy() if hasattr(rows, "numpy") else rows.to_list()  # numpy() came with 2.2
    if [list(row) for row in found] != [[1, 2], [3]]:
        raise ValueError("a ragged tensor came out as %r" % (found,))
    return "ragged"


def save():
    folder = tempfile.mkdtemp(prefix="tfinstall-saved-", dir=os.getcwd())
    try:
        return save_session(folder) if first_generation() else save_keras(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def save_session(folder):
    import tensorflow as tf

    told = ["checkpoint"]
    with tf.Graph().as_default(), tf.Session() as session:
        number = tf.Variable(3.0)
        session.run(tf.global_variables_initializer())
        saver = tf.train.Saver()
        path = saver.save(session, os.path.join(folder, "weights"))
        session.run(number.assign(0.0))
        saver.restore(session, path)
        same(session.run(number), 3.0)
    if has_keras() and has_module("h5py"):
        told.append(save_model(recurrent(), os.path.join(folder, "model.h5")))
    return ", ".join(told)


def save_keras(folder):
    import tensorflow as tf

    told = []
    release = tuple(int(part) for part in tf.__version__.split(".")[:2])
    if has_module("h5py"):
        told.append(save_model(recurrent(), os.path.join(folder, "model.h5")))
    if release >= (2, 13):
        told.append(save_model(recurrent(), os.path.join(folder, "model.keras")))
    if release < (2, 16):
        told.append(save_model(recurrent(), os.path.join(folder, "model")))
    module = tf.Module()
    module.parts = {"weight": tf.Variable(3.0)}  # a dictionary is wrapped to be tracked
    tf.saved_model.save(module, os.path.join(folder, "module"))
    same(tf.saved_model.load(os.path.join(folder, "module")).parts["weight"].numpy(), 3.0)
    told.append("module")
    return ", ".join(told)


def save_model(model, path):
    import tensorflow as tf

    x = samples()[0]
    expected = model.predict(x, verbose=0)
    model.save(path)
    loaded = tf.keras.models.load_model(path, compile=False)
    same(loaded.predict(x, verbose=0), expected)
    return os.path.basename(path)


def same(found, expected):
    import numpy

    if not numpy.allclose(found, expected, atol=1e-5):
        raise ValueError("what was saved came back as %r, not %r" % (found, expected))


def has_module(name):
    try:
        __import__(name)
    except ImportError:
        return False
    return True


def tensorboard():
    if not has_module("tensorboard"):
        return "not installed, this release does not require it"
    if has_module("tensorboard.program"):
        told = "tensorboard.program"
    else:
        __import__("tensorboard.main" if has_module("tensorboard.main") else "tensorboard")
        told = "tensorboard"
    if first_generation():
        return told
    import tensorflow as tf
    from tensorboard.backend.event_processing.event_accumulator import EventAccumulator

    folder = tempfile.mkdtemp(prefix="tfinstall-events-", dir=os.getcwd())
    try:
        with tf.summary.create_file_writer(folder).as_default():
            tf.summary.scalar("loss", 0.25, step=1)
        events = EventAccumulator(folder)
        events.Reload()
        if "loss" not in events.Tags()["tensors"]:
            raise ValueError("TensorBoard does not see what TensorFlow wrote")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return told + ", events"


STEPS = {
    "compute": compute,
    "train": train,
    "use": use,
    "save": save,
    "tensorboard": tensorboard,
}


def main():
    watch()
    if not step("import", import_tensorflow):
        return 1
    versions()
    passed = all(step(name, STEPS[name]) for name in WANTED if name in STEPS)
    versions()  # Keras and h5py are often imported by the first use only
    devices()
    return 0 if passed else 1


if __name__ == "__main__":
    sys.exit(main())
