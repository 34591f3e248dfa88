# A link between two TUN devices: each packet is handed on after a delay, TCP to some ports or all IPv6 is dropped on demand,
# and what passes is told on stdout. Stands in for tc-netem(8), whose kernel module is often missing.
# slow-link.py <near device> <far device> <delay in ms> <namespace …>; on stdin: `drop tcp/25`, `drop ipv6`, `drop nothing`.
# Ends with its stdin, and takes the namespaces along: also where the tests were killed.
import atexit, fcntl, heapq, os, select, socket, struct, subprocess, sys, time

TUNSETIFF, IFF_TUN, IFF_NO_PI = 0x400454CA, 0x0001, 0x1000
UDP, TCP = 17, 6


def open_tun(name):
    device = os.open("/dev/net/tun", os.O_RDWR | os.O_NONBLOCK)
    fcntl.ioctl(device, TUNSETIFF, struct.pack("16sH", name.encode(), IFF_TUN | IFF_NO_PI))
    return device


def parse(packet):
    """(family, transport, source port, destination port, TCP flags, payload length); ports are 0 where there are none."""
    family = packet[0] >> 4
    transport, at = (packet[9], (packet[0] & 15) * 4) if family == 4 else (packet[6], 40)
    if transport == TCP and len(packet) >= at + 20:
        source, target = struct.unpack_from("!HH", packet, at)
        return family, transport, source, target, packet[at + 13], len(packet) - at - (packet[at + 12] >> 4) * 4
    if transport == UDP and len(packet) >= at + 8:
        source, target = struct.unpack_from("!HH", packet, at)
        return family, transport, source, target, 0, len(packet) - at - 8
    return family, transport, 0, 0, 0, 0


def near_address(packet, direction):
    size, source, target = (4, 12, 16) if packet[0] >> 4 == 4 else (16, 8, 24)
    at = source if direction == ">" else target
    return socket.inet_ntop(socket.AF_INET if size == 4 else socket.AF_INET6, packet[at : at + size])


def is_dropped(rules, facts):
    return f"ipv{facts[0]}" in rules or (facts[1] == TCP and (f"tcp/{facts[3]}" in rules or f"tcp/{facts[2]}" in rules))


def remove_namespaces():
    for name in sys.argv[4:]:
        subprocess.run(["ip", "netns", "del", name], stderr=subprocess.DEVNULL)


atexit.register(remove_namespaces)
near, far = open_tun(sys.argv[1]), open_tun(sys.argv[2])
delay = float(sys.argv[3]) / 1000
other = {near: far, far: near}
rules, waiting, count = set(), [], 0
print("ready", flush=True)
while True:
    pause = max(0, waiting[0][0] - time.monotonic()) if waiting else None
    for source in select.select([near, far, sys.stdin], [], [], pause)[0]:
        if source is sys.stdin:
            line = sys.stdin.readline()
            if line == "":
                sys.exit(0)
            rules = set(line.split()[1:]) - {"nothing"}
            print("ruled", flush=True)
            continue
        try:
            packet = os.read(source, 65536)
        except OSError:
            sys.exit(0)  # The devices went away with their namespaces.
        now = time.monotonic()
        facts = parse(packet)
        dropped = is_dropped(rules, facts)
        direction = ">" if source == near else "<"
        print("packet", f"{now * 1000:.2f}", direction, *facts, near_address(packet, direction), "dropped" if dropped else "passed", flush=True)
        if not dropped:
            count += 1
            heapq.heappush(waiting, (now + delay, count, other[source], packet))
    while waiting and waiting[0][0] <= time.monotonic():
        _, _, target, packet = heapq.heappop(waiting)
        try:
            os.write(target, packet)
        except OSError:
            pass  # The device is not up yet, or not any more.
