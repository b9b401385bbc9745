"""A dataset or a file of weights could not be had."""

# ruff: noqa: E501 - real lines of logs, and what matches them, are as long as they are

from __future__ import annotations

from tfinstall.diagnosis.entry import Advice, Cause, Pattern

CAUSES = (
    Cause(
        slug="asset-gone",
        group="assets",
        exit_code=60,
        blame="index",
        title="The dataset or the weights are no longer served at that address",
        headline="`{url}` no longer serves the file",
        explanation="Old releases know addresses that have since moved or closed.",
        fields=("url", "file"),
        patterns=(
            Pattern(
                line="Exception: URL fetch failure on https://files.example/x.npz: 404 -- Not Found",
                needs="url fetch failure on",
                regex=r"URL fetch failure on (?P<url>\S{1,300}?):? (?:404|410)\b",
            ),
            Pattern(
                line="RuntimeError: HTTPError 403 for http://yann.lecun.com/exdb/mnist/train-images-idx3-ubyte.gz: Error",
                needs="yann.lecun.com",
                regex=r"(?P<url>https?://yann\.lecun\.com/\S{0,200}).{0,120}(?:40[34]|503|Error)",
            ),
            Pattern(
                line="Cannot retrieve the public link of the file. You may need to change the permission to 'Anyone with the link'",
                needs="cannot retrieve the public link",
                regex=r"Cannot retrieve the public link of the file",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: The daily quota of the file img_align_celeba.zip is exceeded and it can't be downloaded.",
                needs="daily quota of the file",
                regex=r"daily quota of the file (?P<file>\S{1,120}) is exceeded",
            ),
            Pattern(
                line="RuntimeError: The dataset is no longer publicly accessible. You need to download the archives externally",
                needs="no longer publicly accessible",
                regex=r"dataset is no longer publicly accessible",
                weight="likely",
            ),
        ),
        advice=(
            Advice(text="Fetch it from where it is now", command="tfinstall fetch {file}"),
            Advice(text="Use a newer release of the library, which knows the new address"),
        ),
    ),
    Cause(
        slug="asset-corrupt-cache",
        group="assets",
        exit_code=60,
        blame="machine",
        title="A downloaded dataset or file of weights is damaged",
        headline="The downloaded `{file}` is damaged",
        explanation="A download was cut off and what came is used again each time: it must be "
        "removed before it is fetched anew.",
        fields=("file", "path"),
        patterns=(
            Pattern(
                line="ValueError: Incomplete or corrupted file detected. The md5 file hash does not match the provided value of 8a61469f7ea1b51cbae51d4f78837e45",
                needs="incomplete or corrupted file",
                regex=r"[Ii]ncomplete or corrupted file detected",
            ),
            Pattern(
                line="RuntimeError: Dataset not found or corrupted. You can use download=True to download it",
                needs="dataset not found or corrupted",
                regex=r"Dataset not found or corrupted",
            ),
            Pattern(
                line="RuntimeError: File not found or corrupted.",
                needs="file not found or corrupted",
                regex=r"File not found or corrupted",
            ),
            Pattern(
                line="RuntimeError: Dataset metadata file is not found or corrupted. You can use download=True to download it",
                needs="dataset metadata file is not found or corrupted",
                regex=r"[Dd]ataset metadata file is not found or corrupted",
            ),
            Pattern(
                line="RuntimeError: Dataset not found. You can use download=True to download it",
                needs="dataset not found. you can use download",
                regex=r"Dataset not found\. You can use download",
            ),
            Pattern(
                line='RuntimeError: invalid hash value (expected "5c106cde", got "6b1e0e2f")',
                needs="invalid hash value",
                regex=r"invalid hash value \(expected",
            ),
            Pattern(
                line="OSError: Unable to open file (truncated file: eof = 8192, sblock->base_addr = 0, stored_eof = 94765736)",
                needs="truncated file",
                regex=r"Unable to (?:synchronously )?open file \(truncated file",
            ),
            Pattern(
                line="OSError: Unable to open file (file signature not found)",
                needs="file signature not found",
                regex=r"Unable to (?:synchronously )?open file \(file signature not found\)",
            ),
            Pattern(
                line="_pickle.UnpicklingError: pickle data was truncated",
                needs="pickle data was truncated",
                regex=r"pickle data was truncated",
            ),
            Pattern(
                line="tensorflow_datasets.core.download.download_manager.NonMatchingChecksumError: Artifact https://files.example/x.zip, downloaded to /x, has wrong checksum.",
                needs="nonmatchingchecksumerror",
                regex=r"NonMatchingChecksumError",
            ),
            Pattern(
                line="Artifact https://files.example/x.zip, downloaded to /x, has wrong checksum:",
                needs="has wrong checksum",
                regex=r"has wrong checksum",
            ),
            Pattern(
                line="EOFError: Ran out of input",
                needs="ran out of input",
                regex=r"EOFError: Ran out of input",
                weight="likely",
            ),
            Pattern(
                line="OSError: Failed to interpret file '/home/w/.keras/datasets/mnist.npz' as a pickle",
                needs="failed to interpret file",
                regex=r"Failed to interpret file .{1,200} as a pickle",
                weight="likely",
            ),
            Pattern(
                line="ValueError: Cannot load file containing pickled data when allow_pickle=False",
                needs="cannot load file containing pickled",
                regex=r"Cannot load file containing pickled data",
                weight="likely",
            ),
            Pattern(
                line="A local file was found, but it seems to be incomplete or outdated because the auto file hash does not match",
                needs="a local file was found, but it seems",
                regex=r"A local file was found, but it seems to be incomplete or outdated",
                weight="likely",
            ),
            Pattern(
                line="_pickle.UnpicklingError: invalid load key, '<'.",
                needs="invalid load key",
                regex=r"UnpicklingError: invalid load key, '(?P<byte>[^']{1,6})'",
                weight="likely",
            ),
            Pattern(
                line="RuntimeError: The weights file is corrupted, delete it and download it again",
                needs="is corrupted",
                regex=r"(?:file|archive|weights|checkpoint|download)\b.{0,60}(?:is|are|may be) corrupted",
                weight="likely",
            ),
            Pattern(
                line="FileNotFoundError: [Errno 2] No such file or directory: '/home/w/.keras/datasets/cifar-10-batches-py/data_batch_1'",
                needs="no such file or directory: ",
                regex=r"""\.keras[/\\]{1,2}(?:datasets|models)[/\\]{1,2}(?P<file>[\w.-]{1,80})[^']{0,200}['`\"]{0,120}\s*$""",
            ),
        ),
        advice=(
            Advice(text="Fetch it again, verified", command="tfinstall fetch {file}"),
            Advice(
                text="Remove what is cached, then try again",
                linux="rm -r ~/.keras/datasets",
                macos="rm -r ~/.keras/datasets",
                windows="Remove-Item -Recurse $HOME\\.keras\\datasets",
            ),
        ),
    ),
)
