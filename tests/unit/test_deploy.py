"""The files of deploy/ are sound: systemd and nginx read them, and their commands exist."""

import re
import shlex
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from wuxiang.cli import main

ROOT = Path(__file__).parent.parent.parent
DEPLOY = ROOT / "deploy"
UNITS = sorted([*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer")])
PROGRAM = "/opt/wuxiang/.venv/bin/wuxiang"
COMMAND = re.compile(rf"{re.escape(PROGRAM)} ([^'$\n]*)")
KNOWN = re.compile(r"WUXIANG_[A-Z]+")
NGINX_KEEPS = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
"""What nginx, even asked by root to look at a file alone, makes or takes a folder for."""


def named(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("unit", UNITS, ids=named)
def test_systemd_reads_the_unit(unit: Path, tmp_path: Path) -> None:
    if not shutil.which("systemd-analyze"):
        pytest.skip("no systemd here")
    for one in UNITS:
        there = one.read_text("utf-8").replace(PROGRAM, sys.executable)
        (tmp_path / one.name).write_text(there, "utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / unit.name)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    about = [line for line in done.stderr.splitlines() if "wuxiang" in line]
    assert (done.returncode, about) == (0, [])


@pytest.mark.parametrize("unit", sorted(DEPLOY.glob("*.service")), ids=named)
def test_the_units_commands_are_commands_of_this_release(unit: Path) -> None:
    text = unit.read_text("utf-8")
    commands = COMMAND.findall(text)
    assert commands
    assert "\nUser=wuxiang\n" in text
    for words in commands:
        asked = CliRunner().invoke(main, [*shlex.split(words), "--help"])
        assert asked.exit_code == 0, asked.output


def test_the_office_is_told_nothing_that_it_does_not_know() -> None:
    source = "".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    for name in KNOWN.findall((DEPLOY / "wuxiang.env").read_text("utf-8")):
        assert f'"{name}"' in source, name


def test_nginx_leads_to_where_the_office_listens() -> None:
    conf = (DEPLOY / "nginx.conf").read_text("utf-8")
    web = (DEPLOY / "wuxiang-web.service").read_text("utf-8")
    host, port = re.findall(r"--host (\S+) --port (\d+)", web)[0]
    assert f"proxy_pass http://{host}:{port};" in conf
    assert "X-Forwarded-Proto https" in conf
    assert conf.count("{") == conf.count("}")
    names = set(re.findall(r"server_name (\S+);", conf))
    assert names == set(re.findall(r"WUXIANG_HOSTS=(\S+)", (DEPLOY / "wuxiang.env").read_text()))


def test_nginx_reads_its_file(tmp_path: Path) -> None:
    nginx = shutil.which("nginx")
    if nginx is None:
        pytest.skip("no nginx here")
    certificate(tmp_path)
    conf = (DEPLOY / "nginx.conf").read_text("utf-8").replace("/etc/wuxiang/tls", str(tmp_path))
    own = "".join(f"{name}_temp_path {tmp_path}/{name};\n" for name in NGINX_KEEPS)
    whole = (
        f"pid {tmp_path}/pid;\nerror_log stderr;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{own}{conf}}}\n"
    )
    (tmp_path / "nginx.conf").write_text(whole, "utf-8")
    done = subprocess.run(
        [nginx, "-t", "-p", str(tmp_path), "-c", str(tmp_path / "nginx.conf")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert "syntax is ok" in done.stderr, done.stderr  # its folders are those of another system


def certificate(folder: Path) -> None:
    """A certificate of our own for a day."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "wuxiang.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(now).not_valid_after(now + timedelta(days=1))
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    (folder / "key.pem").write_bytes(private)
