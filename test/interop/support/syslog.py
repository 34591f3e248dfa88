# What a syslog daemon does for the servers of a root: /dev/log into a file, in the form that rsyslog writes and fail2ban reads.
import os
import re
import socket
import sys

room = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
room.bind("/dev/log")
os.chmod("/dev/log", 0o666)
with open(sys.argv[1], "a", buffering=1, encoding="latin-1") as log:
    while True:
        text = room.recv(65536).decode("latin-1").rstrip("\n\0")
        # <priority>Mmm dd hh:mm:ss tag[pid]: text (RFC 3164), with no name of the host in it.
        log.write(re.sub(r"^<\d+>(.{15}) ", r"\1 mail ", text) + "\n")
