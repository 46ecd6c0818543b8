"""OpenStack Swift with its S3 interface in one process: python3 object-store.py FOLDER. Everything it keeps is in FOLDER; it prints its port.

test:umlauf (secret: umlauf) may do everything, test:guest (secret: guest) nothing. A page of a list has 100 entries.
"""

import os
import shutil
import sys
from time import time as now

import eventlet

eventlet.monkey_patch()

from eventlet import wsgi  # noqa: E402
from swift.common import utils  # noqa: E402

folder = sys.argv[1]


def write(name, text):
    path = os.path.join(folder, name)
    with open(path, "w") as file:
        file.write(text)
    return path


utils.SWIFT_CONF_FILE = write("swift.conf", "[swift-hash]\nswift_hash_path_prefix = umlauf\nswift_hash_path_suffix = umlauf\n")
utils.validate_hash_conf()

from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.wsgi import SwiftHttpProtocol, loadapp  # noqa: E402

COMMON = f"swift_dir = {folder}\ndevices = {folder}/devices\nmount_check = false\nlog_level = CRITICAL\nfsync = off\n"
PIPELINE = "catch_errors gatekeeper listing_formats s3api tempauth copy slo versioned_writes proxy-server"


class Cache:
    """What memcached would do for the proxy: values with an end."""

    def __init__(self):
        self.values = {}

    def get(self, key, **_):
        value, end = self.values.get(key, (None, 0))
        return value if not end or end > now() else None

    def set(self, key, value, time=0, **_):
        self.values[key] = (value, time and now() + time)

    def incr(self, key, delta=1, time=0, **_):
        self.set(key, int(self.get(key) or 0) + int(delta), time=time)
        return self.get(key)

    def delete(self, key, **_):
        self.values.pop(key, None)


def cached(app, cache):
    return lambda env, start: app({**env, "swift.cache": cache}, start)


def listen():
    return eventlet.listen(("127.0.0.1", 0), backlog=1000)


def serve(app, at):
    # Clients of the S3 protocol look for headers as they were written.
    pool = eventlet.GreenPool(1000)
    options = {"log": utils.NullLogger(), "protocol": SwiftHttpProtocol, "custom_pool": pool, "capitalize_response_headers": False}
    eventlet.spawn(wsgi.server, at, app, **options)


os.makedirs(f"{folder}/devices/d1")
for kind in ("account", "container", "object"):
    at = listen()
    ring = RingBuilder(4, 1, 0)
    ring.add_dev({"id": 0, "region": 1, "zone": 1, "weight": 1, "ip": "127.0.0.1", "port": at.getsockname()[1], "device": "d1"})
    ring.rebalance()
    ring.get_ring().save(f"{folder}/{kind}.ring.gz")
    serve(loadapp(write(f"{kind}.conf", f"[DEFAULT]\n{COMMON}[app:main]\nuse = egg:swift#{kind}\n")), at)

filters = "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in PIPELINE.split()[:-1] if name not in ("s3api", "tempauth"))
proxy = (
    f"[DEFAULT]\n{COMMON}[pipeline:main]\npipeline = {PIPELINE}\n"
    "[app:proxy-server]\nuse = egg:swift#proxy\naccount_autocreate = true\nallow_account_management = true\n"
    "[filter:s3api]\nuse = egg:swift#s3api\nmax_bucket_listing = 100\n"
    "[filter:tempauth]\nuse = egg:swift#tempauth\nuser_test_umlauf = umlauf .admin\nuser_test_guest = guest\n"
    f"{filters}"
)
at = listen()
serve(cached(loadapp(write("proxy.conf", proxy)), Cache()), at)
print(at.getsockname()[1], flush=True)
# Ends with the program that started it.
eventlet.hubs.trampoline(0, read=True)
shutil.rmtree(folder)
os._exit(0)
