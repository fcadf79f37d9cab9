package dev.tributary.destinations.connectors.s3;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Writes a struct in the <a
 * href="https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md">compact
 * protocol of Thrift</a>, in which Parquet writes its metadata. Fields are in ascending order.
 */
final class ThriftStruct {
  private static final int TRUE = 1;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;
  private static final int LONGEST_SHORT_LIST = 14;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int last;

  /** A boolean that is true. */
  ThriftStruct yes(int field) {
    header(field, TRUE);
    return this;
  }

  ThriftStruct i32(int field, int value) {
    header(field, I32);
    varint(bytes, zigzag(value));
    return this;
  }

  ThriftStruct i64(int field, long value) {
    header(field, I64);
    varint(bytes, zigzag(value));
    return this;
  }

  ThriftStruct text(int field, String value) {
    header(field, BINARY);
    text(value);
    return this;
  }

  ThriftStruct struct(int field, ThriftStruct value) {
    header(field, STRUCT);
    bytes.writeBytes(value.bytes());
    return this;
  }

  ThriftStruct structs(int field, List<ThriftStruct> values) {
    list(field, values.size(), STRUCT);
    values.forEach(value -> bytes.writeBytes(value.bytes()));
    return this;
  }

  ThriftStruct texts(int field, List<String> values) {
    list(field, values.size(), BINARY);
    values.forEach(this::text);
    return this;
  }

  ThriftStruct i32s(int field, List<Integer> values) {
    list(field, values.size(), I32);
    values.forEach(value -> varint(bytes, zigzag(value)));
    return this;
  }

  /** The struct with its end. */
  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(bytes.toByteArray());
    whole.write(0);
    return whole.toByteArray();
  }

  /** All fields of Parquet's metadata are at most 15 after the one before. */
  private void header(int field, int type) {
    bytes.write((field - last) << 4 | type);
    last = field;
  }

  private void list(int field, int size, int type) {
    header(field, LIST);
    if (size <= LONGEST_SHORT_LIST) {
      bytes.write(size << 4 | type);
    } else {
      bytes.write(0xF0 | type);
      varint(bytes, size);
    }
  }

  private void text(String value) {
    byte[] encoded = value.getBytes(StandardCharsets.UTF_8);
    varint(bytes, encoded.length);
    bytes.writeBytes(encoded);
  }

  /** Numbers near to zero are short, whatever their sign. */
  private static long zigzag(long value) {
    return (value << 1) ^ (value >> 63);
  }

  /** Seven bits in each byte, the lowest first. */
  static void varint(ByteArrayOutputStream bytes, long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes.write((int) (rest & 0x7F | 0x80));
      rest >>>= 7;
    }
    bytes.write((int) rest);
  }
}
