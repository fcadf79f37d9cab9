package dev.tributary.destinations.connectors.s3;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as a Parquet file in memory, as <a
 * href="https://parquet.apache.org/docs/file-format/">its specification</a> says: one row group,
 * and one data page (version 1, PLAIN, GZIP) for each column. All columns can be null. The
 * libraries for Java need classes of Hadoop, and a batch needs no more than this part of the
 * format.
 */
final class ParquetFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** Readers parse this form, and do not use the statistics of a writer without a version. */
  private static final String WRITER = "tributary version 1 (build 0)";

  private static final int PLAIN = 0;
  private static final int RLE = 3;
  private static final int GZIP = 2;
  private static final int OPTIONAL = 1;
  private static final int DATA_PAGE = 0;

  /** The types of Parquet that files have: a text, a number of a version, and a time. */
  private enum Type {
    TEXT(6, 0),
    NUMBER(2, -1),
    TIME(2, 10);

    private final int physical;
    private final int converted;

    /**
     * @param converted -1 for none
     */
    Type(int physical, int converted) {
      this.physical = physical;
      this.converted = converted;
    }

    static Type of(String column) {
      return switch (column) {
        case Table.VERSION -> NUMBER;
        case Table.TIME -> TIME;
        default -> TEXT;
      };
    }
  }

  private final ByteArrayOutputStream file = new ByteArrayOutputStream();
  private final List<ThriftStruct> schema = new ArrayList<>();
  private final List<ThriftStruct> chunks = new ArrayList<>();
  private long uncompressed;

  private ParquetFile() {}

  static byte[] of(Table table) {
    return new ParquetFile().written(table);
  }

  private byte[] written(Table table) {
    file.writeBytes(MAGIC);
    schema.add(new ThriftStruct().text(4, "record").i32(5, table.columns().size()));
    for (int column = 0; column < table.columns().size(); column++) {
      int index = column;
      String name = table.columns().get(column);
      column(name, Type.of(name), table.rows().stream().map(row -> row.get(index)).toList());
    }
    byte[] footer = footer(table.rows().size());
    file.writeBytes(footer);
    file.writeBytes(little(footer.length));
    file.writeBytes(MAGIC);
    return file.toByteArray();
  }

  private byte[] footer(int rows) {
    ThriftStruct group = new ThriftStruct().structs(1, chunks).i64(2, uncompressed).i64(3, rows);
    return new ThriftStruct()
        .i32(1, 1)
        .structs(2, schema)
        .i64(3, rows)
        .structs(4, List.of(group))
        .text(6, WRITER)
        .bytes();
  }

  private void column(String name, Type type, List<JsonNode> values) {
    ThriftStruct element = new ThriftStruct().i32(1, type.physical).i32(3, OPTIONAL).text(4, name);
    if (type.converted >= 0) {
      element.i32(6, type.converted);
    }
    if (type == Type.TIME) {
      element.struct(10, utcInMicroseconds());
    }
    schema.add(element);
    byte[] page = page(type, values);
    byte[] packed = Format.bytes(true, stream -> stream.write(page));
    byte[] header =
        new ThriftStruct()
            .i32(1, DATA_PAGE)
            .i32(2, page.length)
            .i32(3, packed.length)
            .struct(
                5, new ThriftStruct().i32(1, values.size()).i32(2, PLAIN).i32(3, RLE).i32(4, RLE))
            .bytes();
    long offset = file.size();
    file.writeBytes(header);
    file.writeBytes(packed);
    uncompressed += header.length + page.length;
    ThriftStruct metadata =
        new ThriftStruct()
            .i32(1, type.physical)
            .i32s(2, List.of(PLAIN, RLE))
            .texts(3, List.of(name))
            .i32(4, GZIP)
            .i64(5, values.size())
            .i64(6, header.length + page.length)
            .i64(7, header.length + packed.length)
            .i64(9, offset);
    chunks.add(new ThriftStruct().i64(2, offset).struct(3, metadata));
  }

  /** The logical type TIMESTAMP: without it, readers take the time for one of any zone. */
  private static ThriftStruct utcInMicroseconds() {
    ThriftStruct unit = new ThriftStruct().struct(2, new ThriftStruct());
    return new ThriftStruct().struct(8, new ThriftStruct().yes(1).struct(2, unit));
  }

  /** The definition levels as runs of equal bits, then the values that are not null. */
  private static byte[] page(Type type, List<JsonNode> values) {
    ByteArrayOutputStream levels = new ByteArrayOutputStream();
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    int run = 0;
    boolean present = false;
    for (JsonNode each : values) {
      byte[] value = value(type, each);
      if (value != null) {
        content.writeBytes(value);
      }
      if (run > 0 && (value != null) != present) {
        run(levels, run, present);
        run = 0;
      }
      present = value != null;
      run++;
    }
    run(levels, run, present);
    ByteArrayOutputStream page = new ByteArrayOutputStream();
    page.writeBytes(little(levels.size()));
    page.writeBytes(levels.toByteArray());
    page.writeBytes(content.toByteArray());
    return page.toByteArray();
  }

  private static void run(ByteArrayOutputStream levels, int length, boolean present) {
    if (length > 0) {
      ThriftStruct.varint(levels, (long) length << 1);
      levels.write(present ? 1 : 0);
    }
  }

  private static byte @Nullable [] value(Type type, JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return switch (type) {
      case NUMBER -> little(value.longValue());
      case TIME ->
          little(ChronoUnit.MICROS.between(Instant.EPOCH, Instant.parse(value.textValue())));
      case TEXT -> {
        byte[] text = Format.text(value).getBytes(StandardCharsets.UTF_8);
        yield ByteBuffer.allocate(Integer.BYTES + text.length)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(text.length)
            .put(text)
            .array();
      }
    };
  }

  private static byte[] little(int number) {
    return ByteBuffer.allocate(Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN).putInt(number).array();
  }

  private static byte[] little(long number) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(number).array();
  }
}
