"""TensorFlow is installed beside a Keras or another library that it was not made for."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import AS_OF_RELEASE
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="import-keras-mismatch",
        group="proof",
        exit_code=50,
        blame="package",
        title="The installed Keras does not go with this TensorFlow",
        headline="Keras {keras} does not go with this TensorFlow",
        explanation="Up to 2.15 Keras and TensorFlow must be of the same minor release; from 2.16 "
        "on Keras is version 3, and what needs Keras 2 takes tf-keras.",
        fields=("keras",),
        patterns=(
            Pattern(
                line="ModuleNotFoundError: No module named 'keras.engine'",
                needs="no module named",
                regex=r"No module named '?(?P<module>(?:keras|tf_keras)\.[\w.]{1,80})'?",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow.keras.layers.experimental'",
                needs="no module named",
                regex=r"No module named '(?P<module>tensorflow\.(?:python\.)?keras[\w.]{0,80})'(?!;)",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'keras'",
                needs="no module named",
                regex=r"""No module named '?(?P<module>keras|tf_keras)['`\"]{0,120}\s*$""",
                weight="likely",
            ),
            Pattern(
                line="ImportError: cannot import name '__version__' from 'keras' (/usr/local/lib/python3.7/dist-packages/keras/__init__.py)",
                needs="cannot import name",
                regex=r"cannot import name '?(?P<name>\w{1,80})'? from (?:partially initialized module )?'(?P<module>(?:tensorflow\.(?:python\.)?|tensorflow_core\.\w{1,120}\.)?(?:tf_)?keras(?:\.[\w.]{1,80})?)'",
            ),
            Pattern(
                line="cannot import name 'dtensor' from 'tensorflow.compat.v2.experimental' (/x/__init__.py)",
                needs="dtensor",
                regex=r"cannot import name '?(?P<name>dtensor)'?",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow.compat.v2' has no attribute '__internal__'",
                needs="tensorflow.compat.v2",
                regex=r"module 'tensorflow(?:_core)?(?:\.python)?(?:\.\w{1,120})?\.compat\.v2(?:\.[\w.]{1,60})?' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow._api.v2.compat.v2.__internal__' has no attribute 'register_load_context_function'",
                needs="compat.v2",
                regex=r"compat\.v2(?:\.[\w.]{1,60})?' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="ImportError: cannot import name 'get_config' from 'tensorflow.python.eager.context' (x)",
                needs="cannot import name 'get_config'",
                regex=r"cannot import name '?(?P<name>get_config)'? from 'tensorflow\.python\.eager\.context'",
            ),
            Pattern(
                line="ValueError: Your currently installed version of Keras is Keras 3, but this is not yet supported in Transformers. Please install the backwards-compatible tf-keras package with `pip install tf-keras`.",
                needs="keras is keras 3",
                regex=r"installed version of Keras is Keras 3",
            ),
            Pattern(
                line="    please install the backwards-compatible tf-keras package with `pip install tf-keras`.",
                needs="tf-keras",
                regex=r"(?:install|requires|needs) (?:the (?:backwards-compatible )?)?[`']?tf[-_]keras",
            ),
            Pattern(
                line="ImportError: `keras.optimizers.legacy` is not supported in Keras 3. When using `tf.keras`, to continue using a `tf.keras.optimizers.legacy` optimizer, you can install the `tf_keras` package",
                needs="is not supported in keras 3",
                regex=r"is not supported in Keras 3",
            ),
            Pattern(
                line="ImportError: Keras requires TensorFlow 2.2 or higher. Install TensorFlow via `pip install tensorflow`",
                needs="keras requires tensorflow",
                regex=r"Keras requires TensorFlow [\d.]{1,120} or higher",
            ),
            Pattern(
                line="AttributeError: module 'keras.utils.generic_utils' has no attribute 'populate_dict_with_module_objects'",
                needs="module 'keras",
                regex=r"module '(?:tf_)?keras[\w.]{0,80}' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow.python.keras.backend' has no attribute 'get_graph'",
                needs="module 'tensorflow",
                regex=r"module 'tensorflow(?:_core)?(?:\.python|\._api\.v\d)?\.keras[\w.]{0,80}' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="tensorflow.python.framework.errors_impl.AlreadyExistsError: Another metric with the same name already exists.",
                needs="another metric with the same name",
                regex=r"Another metric with the same name already exists",
            ),
            Pattern(
                line="ImportError: Keras cannot be imported. Check that it is installed.",
                needs="keras cannot be imported",
                regex=r"Keras cannot be imported\. Check that it is installed",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow' has no attribute 'get_default_graph'",
                needs="get_default_graph",
                regex=r"module 'tensorflow' has no attribute '(?P<attribute>get_default_graph)'",
            ),
            Pattern(
                line="ValueError: A KerasTensor cannot be used as input to a TensorFlow function.",
                needs="kerastensor cannot be used",
                regex=r"A KerasTensor cannot be used as input to a TensorFlow function",
                weight="likely",
            ),
            Pattern(
                line="ValueError: Unrecognized keyword arguments: ['batch_shape']",
                needs="unrecognized keyword arguments",
                regex=r"[Uu]nrecognized keyword arguments(?: passed to \w{1,40})?: .{0,40}(?P<attribute>batch_shape|batch_input_shape|time_major|groups|lr)",
                weight="likely",
            ),
            Pattern(
                line="ValueError: Could not interpret optimizer identifier: <keras.optimizers.Adam object at 0x7f>",
                needs="could not interpret optimizer identifier",
                regex=r"Could not interpret optimizer identifier",
                weight="likely",
            ),
            Pattern(
                line="ValueError: Only instances of `keras.Layer` can be added to a Sequential model. Received: <tensorflow_hub.keras_layer.KerasLayer object at 0x7f>",
                needs="only instances of `keras.layer`",
                regex=r"Only instances of `?keras\.Layer`? can be added to a Sequential model",
                weight="likely",
            ),
            Pattern(
                line="ValueError: File format not supported: filepath=model. Keras 3 only supports V3 `.keras` files and legacy H5 format files",
                needs="file format not supported",
                regex=r"File format not supported: filepath=.{0,200}Keras 3 only supports",
                weight="likely",
            ),
        ),
        advice=(
            AS_OF_RELEASE,
            Advice(
                text="Code for Keras 2 with TensorFlow 2.16 or newer",
                command="python -m pip install tf-keras",
            ),
            Advice(
                text="Remove all Keras, then install the one TensorFlow asks for",
                command="python -m pip uninstall -y keras keras-nightly tf-keras",
            ),
        ),
    ),
    Cause(
        slug="import-dependency-api",
        group="proof",
        exit_code=50,
        blame="package",
        title="A dependency is missing, or of a version this TensorFlow was not made for",
        headline="`{module}` is missing, or of a version this TensorFlow was not made for",
        explanation="A package that TensorFlow imports has since removed or renamed something, or "
        "is not installed.",
        fields=("module", "attribute"),
        patterns=(
            Pattern(
                line="ModuleNotFoundError: No module named 'absl'",
                needs="no module named",
                regex=r"""No module named ['\"]?(?P<module>[\w.]{1,80})['\"`]{0,120}\s*(?:$|;)""",
                weight="likely",
            ),
            Pattern(
                line="ImportError: cannot import name 'deprecated' from 'typing_extensions' (/x/typing_extensions.py)",
                needs="cannot import name",
                regex=r"""cannot import name ['\"]?(?P<attribute>\w{1,80})['\"]?(?: from (?:partially initialized module )?'(?P<module>[\w.]{1,80})')?""",
                weight="likely",
            ),
            Pattern(
                line="AttributeError: module 'ml_dtypes' has no attribute 'float4_e2m1fn'",
                needs="has no attribute",
                regex=r"module '(?P<module>(?!tensorflow|numpy|keras|pip\b)[\w.]{1,80})' has no attribute '(?P<attribute>\w{1,80})'",
                weight="likely",
            ),
            Pattern(
                line="TypeError: 'type' object is not subscriptable",
                needs="'type' object is not subscriptable",
                regex=r"TypeError: 'type' object is not subscriptable",
            ),
            Pattern(
                line="TypeError: 'ABCMeta' object is not subscriptable",
                needs="'abcmeta' object is not subscriptable",
                regex=r"TypeError: '(?:ABCMeta|_GenericAlias|types\.GenericAlias|_SpecialForm)' object is not subscriptable",
            ),
            Pattern(
                line="AttributeError: 'str' object has no attribute 'decode'",
                needs="'str' object has no attribute 'decode'",
                regex=r"'str' object has no attribute '(?P<attribute>decode)'",
            ),
            Pattern(
                line="AttributeError: 'module' object has no attribute 'SerializeToString'",
                needs="'module' object has no attribute",
                regex=r"AttributeError: 'module' object has no attribute '(?P<attribute>\w{1,80})'",
                weight="likely",
            ),
            Pattern(
                line="AttributeError: module 'tensorflow' has no attribute 'Session'",
                needs="module 'tensorflow",
                regex=r"module 'tensorflow(?:_core)?(?:\.[\w.]{1,80})?' has no attribute '(?P<attribute>\w{1,80})'",
                weight="likely",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'tensorflow.contrib'",
                needs="no module named",
                regex=r"No module named '?(?P<module>tensorflow\.(?:contrib|examples|models|app|python\.(?:distribute|trackable|training|ops|framework|eager|feature_column|saved_model|estimator|tpu|types|util|checkpoint|tools|autograph|data|compat)|tsl|compat|estimator|core|lite|_api)[\w.]{0,80})'?",
            ),
            Pattern(
                line="tensorflow.python.framework.errors_impl.NotFoundError: /x/_sentencepiece_tokenizer.so: undefined symbol: _ZN10tensorflow4data11DatasetBase",
                needs="undefined symbol",
                regex=r"undefined symbol: (?P<attribute>\S{1,200})",
                weight="likely",
            ),
            Pattern(
                line="pkg_resources.VersionConflict: (setuptools 38.2.4 (/x), Requirement.parse('setuptools>=40.8.0'))",
                needs="versionconflict",
                regex=r"VersionConflict: \((?P<module>[\w.-]{1,80}) [\d.]",
                weight="likely",
            ),
            Pattern(
                line="pkg_resources.ContextualVersionConflict: (urllib3 1.26.3 (/x), Requirement.parse('urllib3<1.26'), {'requests'})",
                needs="contextualversionconflict",
                regex=r"ContextualVersionConflict: \((?P<module>[\w.-]{1,80}) [\d.]",
                weight="likely",
            ),
            Pattern(
                line="pkg_resources.DistributionNotFound: The 'tensorflow-estimator<2.2.0,>=2.1.0rc0' distribution was not found and is required by tensorflow",
                needs="distributionnotfound",
                regex=r"DistributionNotFound: The '(?P<module>[\w.-]{1,80})",
                weight="likely",
            ),
            Pattern(
                line="ImportError: tokenizers>=0.11.1 is required for a normal functioning of this module",
                needs="is required",
                regex=r"ImportError: .{0,120}?(?P<module>[\w-]{1,60})(?: version)? ?(?:>=|==|<) ?\S{1,20} is required",
                weight="likely",
            ),
            Pattern(
                line="Symbol not found: __ZN10tensorflow16TensorShapeProtoC1ERKS0_ Referenced from: libmetal_plugin.dylib",
                needs="symbol not found",
                regex=r"libmetal_plugin.{0,150}ymbol not found|[Ss]ymbol not found: (?P<attribute>__?ZN\S{1,200})",
                weight="likely",
            ),
            Pattern(
                line="ImportError: Missing optional dependency 'lxml'.  Use pip or conda to install lxml.",
                needs="missing optional dependency",
                regex=r"Missing optional dependency '(?P<module>[\w-]{1,60})'",
                weight="likely",
            ),
            Pattern(
                line="ImportError: `load_model` requires h5py.",
                needs="`load_model` requires h5py",
                regex=r"requires (?P<module>h5py)",
                weight="likely",
            ),
            Pattern(
                line="You must install pydot (`pip install pydot`) and install graphviz for plot_model/model_to_dot to work.",
                needs="install pydot",
                regex=r"You must install (?P<module>pydot|graphviz)",
                weight="likely",
            ),
            Pattern(
                line="ImportError: Could not import PIL.Image. The use of `load_img` requires PIL.",
                needs="could not import pil",
                regex=r"Could not import (?P<module>PIL)[. ]",
                weight="likely",
            ),
            Pattern(
                line="TypeError: deprecated_wrapper() got an unexpected keyword argument 'name'",
                needs="typeerror: ",
                regex=r"TypeError: (?:__init__|__new__|\w{1,60})\(\) got an unexpected keyword argument '(?P<attribute>\w{1,60})'",
                weight="likely",
            ),
        ),
        advice=(
            AS_OF_RELEASE,
            Advice(text="Install or renew it", command="python -m pip install --upgrade {module}"),
            Advice(text="Use a fresh environment", command="tfinstall"),
        ),
    ),
)
