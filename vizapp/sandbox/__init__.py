"""Confinement of a process that reads files of strangers, on Linux: system calls, files, and limits.

Code that took such a process over, through a flaw in a decoder, can neither write nor reach the network, start a
program, or disturb another process, and it can read only the files that it was asked to read and the libraries. Needs
no privileges. Where the system offers less, what it does offer holds: :func:`vizapp.sandbox.confinement.confine` says
which parts do.
"""
