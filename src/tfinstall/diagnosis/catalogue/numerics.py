"""TensorFlow is installed beside a NumPy or protobuf that it was not made for."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.advice import AS_OF_RELEASE
from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="import-numpy-abi",
        group="proof",
        exit_code=50,
        blame="package",
        title="The installed NumPy does not go with what was built against another",
        headline="NumPy {numpy} does not go with this TensorFlow",
        explanation="Compiled modules work with the NumPy they were built for: TensorFlow before "
        "2.18 needs NumPy below 2, earlier ones below 1.24 or 1.20, although pip lets newer in.",
        fields=("numpy", "module"),
        patterns=(
            Pattern(
                line="AttributeError: _ARRAY_API not found",
                needs="_array_api not found",
                regex=r"_ARRAY_API not found",
            ),
            Pattern(
                line="A module that was compiled using NumPy 1.x cannot be run in",
                needs="compiled using numpy 1.x",
                regex=r"compiled using NumPy 1\.x cannot be run in",
            ),
            Pattern(
                line="ImportError: numpy.core.multiarray failed to import",
                needs="numpy.core.multiarray failed to import",
                regex=r"numpy\.core\.(?:multiarray|umath) failed to import",
            ),
            Pattern(
                line="ImportError: numpy.core.umath failed to import",
                needs="numpy.core.umath failed to import",
                regex=r"numpy\.core\.umath failed to import",
            ),
            Pattern(
                line="ValueError: numpy.dtype size changed, may indicate binary incompatibility. Expected 96 from C header, got 88 from PyObject",
                needs="size changed, may indicate binary",
                regex=r"numpy\.(?:dtype|ufunc|ndarray|\w{1,120}(?:\.\w{1,120})?) size changed, may indicate binary incompatibility",
            ),
            Pattern(
                line="RuntimeError: module compiled against API version 0xe but this version of numpy is 0xd",
                needs="module compiled against a",
                regex=r"module (?:was )?compiled against (?:API|ABI) version",
            ),
            Pattern(
                line="AttributeError: module 'numpy' has no attribute 'typeDict'",
                needs="module 'numpy' has no attribute",
                regex=r"module 'numpy(?:\.core(?:\.\w{1,120})?)?' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="module {!r} has no attribute: numpy has no attribute 'object'",
                needs="module {!r} has no attribute",
                regex=r"numpy.{0,40}has no attribute '(?:typeDict|object|bool|int|float|complex|str|long|dtypes)'",
            ),
            Pattern(
                line="AttributeError: `np.complex_` was removed in the NumPy 2.0 release. Use `np.complex128` instead.",
                needs="in the numpy 2.0 release",
                regex=r"`np\.(?P<attribute>\w{1,40})` was removed in the NumPy 2\.0 release",
            ),
            Pattern(
                line="`np.object` was a deprecated alias for the builtin `object`. To avoid this error in existing code, use `object` by itself.",
                needs="was a deprecated alias",
                regex=r"`np\.(?P<attribute>\w{1,40})` was a deprecated alias for",
            ),
            Pattern(
                line="NotImplementedError: Cannot convert a symbolic Tensor (lstm/strided_slice:0) to a numpy array.",
                needs="convert a symbolic",
                regex=r"Cannot convert a symbolic (?:tf\.)?Tensor .{0,120} to a numpy array",
            ),
            Pattern(
                line="TypeError: Unable to convert function return value to a Python type! The signature was",
                needs="unable to convert function return value to a python type",
                regex=r"Unable to convert function return value to a Python type",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'numpy.core._multiarray_umath'",
                needs="no module named",
                regex=r"No module named '?(?P<module>numpy\.(?:_?core|strings|exceptions|rec|lib)[\w.]{0,60}|numpy\._core)'?",
            ),
            Pattern(
                line="ImportError: cannot import name '_no_nep50_warning' from 'numpy.core._ufunc_config' (x)",
                needs="cannot import name",
                regex=r"cannot import name '?(?P<attribute>\w{1,60})'? from (?:partially initialized module )?'(?P<module>numpy(?:\.\w{1,120}){0,4})'",
            ),
            Pattern(
                line="Importing the numpy C-extensions failed. This error can happen for",
                needs="importing the numpy c-extensions failed",
                regex=r"Importing the numpy (?:C-extensions|c-extensions|core c-extensions|multiarray extension module) failed",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: The current Numpy installation ('c:\\\\python38\\\\lib\\\\site-packages\\\\numpy\\\\__init__.py') fails to pass a sanity check due to a bug in the windows runtime.",
                needs="fails to pass a sanity check",
                regex=r"[Nn]umpy installation \(?.{0,300}fails to pass (?:a|simple) sanity check",
            ),
            Pattern(
                line="UserWarning: A NumPy version >=1.16.5 and <1.23.0 is required for this version of SciPy",
                needs="a numpy version",
                regex=r"A NumPy version >=\S{1,20} and <\S{1,20} is required",
                weight="noise",
            ),
        ),
        advice=(
            AS_OF_RELEASE,
            Advice(
                text="Or put an older NumPy in",
                command='python -m pip install "numpy<2"',
            ),
            Advice(
                text="Where a module wants a newer one (Expected 96, got 88): renew both",
                command="python -m pip install --upgrade --force-reinstall numpy {module}",
            ),
        ),
    ),
    Cause(
        slug="import-protobuf",
        group="proof",
        exit_code=50,
        blame="package",
        title="The installed protobuf does not go with this TensorFlow",
        explanation="Code generated by one protobuf does not run with a later one: TensorFlow "
        "before 2.12 or so needs protobuf below 3.21, although pip lets newer in.",
        fields=("protobuf",),
        patterns=(
            Pattern(
                line='  File "/opt/venv/lib/python3.10/site-packages/google/protobuf/internal/containers.py", line 70, in <module>',
                needs="containers.py",
                regex=r"google[/\\]{1,2}protobuf[/\\]{1,2}\S{0,60}containers\.py",
            ),
            Pattern(
                line="TypeError: Descriptors cannot not be created directly.",
                needs="descriptors cannot",
                regex=r"Descriptors cannot (?:not )?be created directly",
            ),
            Pattern(
                line="ImportError: cannot import name 'builder' from 'google.protobuf.internal' (/x/google/protobuf/internal/__init__.py)",
                needs="cannot import name",
                regex=r"cannot import name '?(?P<name>\w{1,60})'? from (?:partially initialized module )?'google\.protobuf[\w.]{0,60}'",
            ),
            Pattern(
                line="AttributeError: module 'google.protobuf.descriptor' has no attribute '_internal_create_key'",
                needs="_internal_create_key",
                regex=r"_internal_create_key",
            ),
            Pattern(
                line="AttributeError: module 'google.protobuf.internal.containers' has no attribute 'MutableMapping'",
                needs="google.protobuf",
                regex=r"module 'google\.protobuf[\w.]{0,40}' has no attribute '(?P<attribute>\w{1,60})'",
            ),
            Pattern(
                line="TypeError: Couldn't build proto file into descriptor pool!",
                needs="build proto file into descriptor pool",
                regex=r"[Cc]ouldn't build proto file into descriptor pool",
            ),
            Pattern(
                line="google.protobuf.runtime_version.VersionError: Detected incompatible Protobuf Gencode/Runtime versions when loading tensorflow/core/framework/attr_value.proto: gencode 5.28.3 runtime 4.25.3.",
                needs="gencode",
                regex=r"VersionError: .{0,40}(?:Protobuf )?[Gg]encode|Detected (?:incompatible|mismatched) Protobuf Gencode",
            ),
            Pattern(
                line="AttributeError: 'MessageFactory' object has no attribute 'GetPrototype'",
                needs="getprototype",
                regex=r"'?(?:MessageFactory|SymbolDatabase)'? object has no attribute '(?P<attribute>GetPrototype|GetMessageClass)'",
            ),
            Pattern(
                line="TypeError: __new__() got an unexpected keyword argument 'serialized_options'",
                needs="serialized_options",
                regex=r"got an unexpected keyword argument '(?:serialized_options|create_key|serialized_pb|syntax|including_default_value_fields)'",
            ),
            Pattern(
                line="TypeError: MessageToJson() got an unexpected keyword argument 'including_default_value_fields'",
                needs="including_default_value_fields",
                regex=r"unexpected keyword argument '(?P<attribute>including_default_value_fields)'",
            ),
            Pattern(
                line="[libprotobuf FATAL google/protobuf/stubs/common.cc:61] This program requires version 3.9.0 of the Protocol Buffer runtime library, but the installed version is 2.6.1.",
                needs="protocol buffer runtime library",
                regex=r"(?:version of|the) Protocol Buffer runtime library",
            ),
            Pattern(
                line="[libprotobuf ERROR google/protobuf/descriptor_database.cc:58] File already exists in database:",
                needs="libprotobuf",
                regex=r"\[libprotobuf (?:FATAL|ERROR)",
            ),
            Pattern(
                line="ModuleNotFoundError: No module named 'google.protobuf'",
                needs="no module named",
                regex=r"""No module named '?google(?:\.protobuf[\w.]{0,60})?['`\"]{0,120}\s*$""",
            ),
            Pattern(
                line="AttributeError: 'google._upb._message.FieldDescriptor' object has no attribute 'label'",
                needs="fielddescriptor' object",
                regex=r"'(?:google[\w.]{0,60}\.)?FieldDescriptor' object has no attribute",
            ),
            Pattern(
                line="TypeError: expected bytes, Descriptor found",
                needs="expected bytes, descriptor found",
                regex=r"expected bytes, Descriptor found",
            ),
            Pattern(
                line="ImportError: cannot import name 'descriptor_pool'",
                needs="cannot import name",
                regex=r"cannot import name '?(?P<name>descriptor_pool|symbol_database|descriptor_pb2|enum_type_wrapper|runtime_version|json_format|text_format|any_pb2)'?",
            ),
        ),
        advice=(
            AS_OF_RELEASE,
            Advice(
                text="Or put an older protobuf in",
                command='python -m pip install "protobuf<3.21"',
            ),
        ),
    ),
)
