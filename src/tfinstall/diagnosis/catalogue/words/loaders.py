"""What says that reads datasets, weights and models: Keras, h5py, NumPy, tfds, the hubs, torch."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.catalogue.words.word import word

WORDS = (
    word(
        "asset-corrupt-cache",
        "Error: Corrupt file! Delete the file in /x and try again.",
        "corrupt",
        r"\b[Cc]orrupt(?:ed)? (?:file|archive|download|zip|tar|dataset|checkpoint|weights)\b",
    ),
    word(
        "incomplete-download",
        "Warning in download.file: downloaded length 1234 != reported length 5678",
        "reported length",
        r"downloaded length (?P<got>\d{1,15}) != reported length (?P<expected>\d{1,15})",
    ),
    word(
        "asset-corrupt-cache",
        "tensorflow.python.framework.errors_impl.DataLossError: corrupted record at 12345678",
        "datalosserror",
        r"DataLossError\b",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "RuntimeError: PytorchStreamReader failed reading zip archive: failed finding central directory",
        "pytorchstreamreader",
        r"PytorchStreamReader failed",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "OSError: SavedModel file does not exist at: /tmp/tfhub_modules/8f2a/{saved_model.pbtxt|saved_model.pb}",
        "tfhub",
        r"(?:SavedModel file does not exist at:? |model of incompatible/unknown type\. ')(?P<file>\S{0,200}tfhub_modules[^'\s]{0,200})",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "ValueError: Trying to load a model of incompatible/unknown type. '/tmp/tfhub_modules/8f2a' contains neither 'saved_model.pb' nor 'saved_model.pbtxt'.",
        "contains neither",
        r"contains neither '?saved_model\.pb",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "safetensors_rust.SafetensorError: Error while deserializing header: MetadataIncompleteBuffer",
        "error while deserializing header",
        r"Error while deserializing header",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "OSError: Unable to synchronously open file (bad object header version number)",
        "open file",
        r"Unable to (?:synchronously )?open (?:file|object) \((?:bad|addr overflow|wrong|inflate|truncated|file signature)",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "google.protobuf.message.DecodeError: Error parsing message with type 'tensorflow.SavedModel'",
        "error parsing message",
        r"DecodeError: Error parsing message",
    ),
    word(
        "asset-corrupt-cache",
        "RuntimeError: unexpected EOF, expected 4532 more bytes. The file might be corrupted.",
        "the file might be corrupted",
        r"[Tt]he file might be corrupted",
        "decisive",
    ),
    word(
        "asset-corrupt-cache",
        "OSError: Unable to load weights from pytorch checkpoint file for 'bert' at '/x/pytorch_model.bin'",
        "unable to load weights from",
        r"Unable to load weights from pytorch checkpoint",
    ),
)
