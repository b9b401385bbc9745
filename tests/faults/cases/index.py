"""An index that answers, but not with what was asked for."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from tests.faults import programs, servers
from tests.faults.cases.network import WHEEL
from tests.faults.fault import fault
from tests.support.index import JSON, LoopbackIndex
from tests.support.wheels import build_wheel

if TYPE_CHECKING:
    from tests.faults.scene import Scene

PAGE = r"/simple/tensorflow"
DEPENDENCY = r"/simple/absl-py"
PORTAL = b"""<!DOCTYPE html><html><head><title>Welcome to the guest network</title></head>
<body><h1>Sign in</h1><form action="/login" method="post"><input name="room"></form></body></html>
"""


@fault("http-401", code=24, says="401")
def index_wants_a_password(scene: Scene) -> None:
    index = scene.enter(LoopbackIndex(scene.wheels, credentials=("me", "secret")))
    scene.index_url = index.url


@fault("http-401", code=24, says="401", old=True)
def index_wants_another_password(scene: Scene) -> None:
    index = scene.enter(LoopbackIndex(scene.wheels, credentials=("me", "secret")))
    scene.index_url = index.url_with("me", "wrong")


@fault(code=0)
def index_gets_the_password_that_it_wants(scene: Scene) -> None:
    index = scene.enter(LoopbackIndex(scene.wheels, credentials=("me", "secret")))
    scene.index_url = index.url_with("me", "secret")


@fault(code=0)
def pypiserver_has_all(scene: Scene) -> None:
    port = scene.enter(programs.pypiserver(scene.workshop, scene.wheels))
    scene.index_url = f"http://127.0.0.1:{port}/simple/"


@fault("http-401", code=24, says="401", old=True)
def pypiserver_wants_a_password(scene: Scene) -> None:
    passwords = scene.root / "passwords"
    programs.write_passwords(passwords)
    port = scene.enter(programs.pypiserver(scene.workshop, scene.wheels, passwords=passwords))
    scene.index_url = f"http://127.0.0.1:{port}/simple/"


@fault(code=0)
def pypiserver_gets_its_password(scene: Scene) -> None:
    passwords = scene.root / "passwords"
    programs.write_passwords(passwords)
    port = scene.enter(programs.pypiserver(scene.workshop, scene.wheels, passwords=passwords))
    scene.index_url = f"http://{programs.USER}:{programs.PASSWORD}@127.0.0.1:{port}/simple/"


@fault("http-404", "version-not-found", code=(24, 10))
def pypiserver_does_not_have_tensorflow(scene: Scene) -> None:
    scene.forget("tensorflow-*")
    port = scene.enter(programs.pypiserver(scene.workshop, scene.wheels))
    scene.index_url = f"http://127.0.0.1:{port}/simple/"


@fault("http-403", code=24, says="403", old=True, quick=True)
def index_forbids(scene: Scene) -> None:
    scene.breaks(path="/simple/", status=403)


@fault("http-404", "version-not-found", code=(24, 10))
def index_does_not_have_tensorflow(scene: Scene) -> None:
    scene.forget("tensorflow-*")


@fault("http-404", "version-not-found", code=(24, 10))
def there_is_no_index_at_that_address(scene: Scene) -> None:
    scene.index_url = scene.index.base + "/nothing"


@fault("http-429", code=24, says="429", old=True)
def index_asks_for_patience(scene: Scene) -> None:
    scene.breaks(path="/simple/", status=429, headers={"Retry-After": "1"})


@fault("http-5xx", code=24, says="500")
def index_fails_with_500(scene: Scene) -> None:
    scene.breaks(path="/simple/", status=500)


@fault("http-5xx", code=24, says="502", old=True)
def index_fails_with_502(scene: Scene) -> None:
    scene.breaks(path="/simple/", status=502)


@fault("http-5xx", code=24, says="503", again=True, quick=True)
def index_fails_with_503(scene: Scene) -> None:
    scene.remedies = True
    scene.breaks(path="/simple/", status=503)


@fault(code=0)
def index_fails_with_503_once(scene: Scene) -> None:
    scene.breaks(path=PAGE, status=503, times=1)


@fault("index-invalid", "captive-portal", "index-unreachable", code=(24, 20), says="redirect")
def index_redirects_in_a_circle(scene: Scene) -> None:
    scene.breaks(path="/simple/", status=302, headers={"Location": "/simple/tensorflow/"})


# Nothing of it is in any log of pip: tfinstall asks the index itself.
@fault("captive-portal", code=20, old=True, plain=False)
def a_captive_portal_answers(scene: Scene) -> None:
    scene.breaks(path=".", body=PORTAL)


# No pip logs to where it was led; tfinstall asks the index itself.
@fault("captive-portal", code=20, plain=False)
def a_captive_portal_redirects(scene: Scene) -> None:
    port = scene.enter(
        servers.raw_server(servers.body(PORTAL, length=len(PORTAL), kind="text/html"))
    )
    scene.breaks(path=".", status=302, headers={"Location": f"http://127.0.0.1:{port}/login"})


@fault("index-invalid", "version-not-found", code=(24, 10))
def index_page_is_empty(scene: Scene) -> None:
    scene.breaks(path=PAGE, body=b"<!DOCTYPE html><html><body></body></html>")


@fault("index-invalid", code=24, old=True)
def index_page_is_broken_json(scene: Scene) -> None:
    kind = {"Content-Type": JSON}
    port = scene.enter(servers.raw_server(servers.body(b'{"meta": ', length=9, kind=JSON)))
    scene.breaks(
        path="/simple/", status=302, headers={"Location": f"http://127.0.0.1:{port}/", **kind}
    )


@fault("index-invalid", "pip-too-old", code=(24, 42), mute=("20.3.4",))
def index_speaks_a_version_of_tomorrow(scene: Scene) -> None:
    page = json.dumps({"meta": {"api-version": "2.0"}, "name": "x", "files": []}).encode()
    html = b'<html><head><meta name="pypi:repository-version" content="2.0"></head></html>'
    body = html if scene.generation.pip == "20.3.4" else page
    kind = "text/html" if body is html else JSON
    port = scene.enter(servers.raw_server(servers.body(body, length=len(body), kind=kind)))
    scene.breaks(path="/simple/", status=302, headers={"Location": f"http://127.0.0.1:{port}/"})


@fault("index-invalid", "index-unreachable", "captive-portal", code=(24, 20), old=True)
def index_answers_with_plain_text(scene: Scene) -> None:
    text = b"it works!"
    port = scene.enter(servers.raw_server(servers.body(text, length=len(text), kind="text/plain")))
    scene.breaks(path="/simple/", status=302, headers={"Location": f"http://127.0.0.1:{port}/"})


# pip 20.3 takes half a page for a whole one, without a word.
@fault("incomplete-download", "connection-reset", "index-invalid", code=(20, 24), mute=("20.3.4",))
def index_page_is_cut(scene: Scene) -> None:
    scene.remedies = True
    scene.breaks(path="/simple/", cut=100)


@fault("http-401", code=24, says="401")
def file_wants_a_password(scene: Scene) -> None:
    scene.breaks(path=WHEEL, status=401)


@fault("http-403", code=24, says="403", old=True)
def file_is_forbidden(scene: Scene) -> None:
    scene.breaks(path=WHEEL, status=403)


@fault("http-404", code=24, says="404")
def file_is_gone(scene: Scene) -> None:
    scene.breaks(path=WHEEL, status=404)


@fault("http-429", code=24, says="429", old=True)
def file_server_asks_for_patience(scene: Scene) -> None:
    scene.breaks(path=WHEEL, status=429, headers={"Retry-After": "1"})


@fault("http-5xx", code=24, says="503", old=True)
def file_server_fails_with_503(scene: Scene) -> None:
    scene.breaks(path=WHEEL, status=503)


@fault("http-404", "version-not-found", code=(24, 10), says="absl")
def index_does_not_have_a_dependency(scene: Scene) -> None:
    scene.forget("absl_py-*")


@fault("http-403", code=24, says="403", old=True)
def index_forbids_a_dependency(scene: Scene) -> None:
    scene.breaks(path=DEPENDENCY, status=403)


@fault("http-5xx", code=24, says="503")
def index_fails_for_a_dependency(scene: Scene) -> None:
    scene.breaks(path=DEPENDENCY, status=503)


# pip 20.3 takes what was yanked where there is nothing else, and warns.
@fault(
    *("yanked", "version-not-found"),
    code=(10, 0),
    says="yanked|absl",
    but={"20.3.4": ()},
    mute=("20.3.4",),
)
def dependency_is_yanked(scene: Scene) -> None:
    scene.index.yanked["absl_py-1.3.0-py3-none-any.whl"] = "it broke everything"


@fault("index-insecure", code=24, says="trusted|secure", old=True)
def index_is_not_encrypted(scene: Scene) -> None:
    scene.index_url = "http://mirror.invalid/simple"


@fault("version-not-found", code=10, says="absl", old=True)
def only_an_older_dependency_is_there(scene: Scene) -> None:
    scene.forget("absl_py-*")
    build_wheel(scene.wheels, "absl-py", "0.1")
