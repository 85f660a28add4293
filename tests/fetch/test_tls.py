"""TLS over the guarded socket: the name is verified, the certificate is needed."""

import datetime as dt
import ssl

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from pipeline.errors import FetchError
from pipeline.fetch import Answer, fetch_all, fetch_one
from pipeline.fetch.hosts import trust_store
from pipeline.fetch.values import Request


@pytest.fixture
def certificate(tmp_path):
    """A certificate for localhost, signed by itself: path of a PEM with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path = tmp_path / "localhost.pem"
    path.write_bytes(secret + made.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.fixture
def secure_stand(stand, certificate):
    """The misbehaving server behind TLS."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    stand.server.socket = context.wrap_socket(stand.server.socket, server_side=True)
    yield stand
    trust_store.cache_clear()


def test_a_trusted_server_is_read(secure_stand, policy, certificate, monkeypatch):
    """A page comes through TLS whole, also a long one, and the connection is used again."""
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    trust_store.cache_clear()
    base = f"https://localhost:{secure_stand.port}"
    trusting = type(policy)(agent=policy.agent, allow=frozenset({"localhost"}), concurrency=1)
    outcomes = list(fetch_all([Request(url=f"{base}/big?{n}") for n in range(5)], trusting))

    assert {(200, 200_000)} == {
        (each.status, len(each.body)) if isinstance(each, Answer) else str(each) for each in outcomes
    }


@pytest.mark.parametrize(
    ("host", "trusted"),
    [
        pytest.param("localhost", False, id="nobody vouches for it"),
        pytest.param("127.0.0.1", True, id="another name than the certificate's"),
    ],
)
def test_an_untrusted_server_is_not_read(secure_stand, policy, certificate, monkeypatch, host, trusted):
    """Without a valid certificate for the name there is no answer, and no second try."""
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    trust_store.cache_clear()
    strict = type(policy)(agent=policy.agent, allow=frozenset({host}))

    with pytest.raises(FetchError, match="certificate"):
        fetch_one(f"https://{host}:{secure_stand.port}/page", strict)
    assert not secure_stand.server.seen
