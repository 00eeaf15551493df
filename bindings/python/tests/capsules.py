"""A package that exports tables through the PyCapsule interface, for tests.

Debian has no pyarrow. This exporter counts what is released, hands out several batches, and
can fail, as pyarrow cannot be made to.
"""
import ctypes

from jiangbu.arrow import (RELEASE_ARRAY, RELEASE_SCHEMA, ArrowArray, ArrowArrayStream,
                           ArrowSchema)

_new = ctypes.pythonapi.PyCapsule_New
_new.restype = ctypes.py_object
_new.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p]


def copied(struct):
    """The struct without its end: the original stays ours."""
    copy = type(struct)()
    ctypes.memmove(ctypes.byref(copy), ctypes.byref(struct), ctypes.sizeof(struct))
    return copy


class Exporter:
    """Exports ArrowTables of jiangbu.columns as one table of several batches."""

    def __init__(self, *tables, error=None):
        self.tables = tables
        self.error = error
        self.given = self.released = 0
        self.keep = []

    def struct(self, original, release_type):
        """A copy that counts its release."""
        @release_type
        def release(struct):
            self.released += 1
            ctypes.memset(ctypes.addressof(struct.contents) + type(original).release.offset, 0,
                          ctypes.sizeof(ctypes.c_void_p))
        copy = copied(original)
        copy.release = release
        self.keep.append(release)
        self.given += 1
        return copy

    def __arrow_c_stream__(self, requested_schema=None):
        left = list(self.tables)

        def get_schema(_, out):
            schema = self.struct(self.tables[0].schema, RELEASE_SCHEMA)
            ctypes.memmove(out, ctypes.byref(schema), ctypes.sizeof(schema))
            return 0

        def get_next(_, out):
            if self.error and not left:
                return 5
            array = self.struct(left.pop(0).batches[0], RELEASE_ARRAY) if left else ArrowArray()
            ctypes.memmove(out, ctypes.byref(array), ctypes.sizeof(array))
            return 0

        types = dict(ArrowArrayStream._fields_)
        stream = ArrowArrayStream()
        stream.get_schema = types["get_schema"](get_schema)
        stream.get_next = types["get_next"](get_next)
        said = ctypes.create_string_buffer(self.error or b"")
        stream.get_last_error = types["get_last_error"](lambda _: ctypes.addressof(said))
        self.keep += [stream, said]
        return _new(ctypes.addressof(stream), b"arrow_array_stream", None)


class ArrayExporter(Exporter):
    """The same through __arrow_c_array__, which gives one batch."""
    __arrow_c_stream__ = property()

    def __arrow_c_array__(self, requested_schema=None):
        table = self.tables[0]
        return (_new(ctypes.addressof(table.schema), b"arrow_schema", None),
                _new(ctypes.addressof(table.batches[0]), b"arrow_array", None))
