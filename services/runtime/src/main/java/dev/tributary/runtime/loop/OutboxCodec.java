package dev.tributary.runtime.loop;

import dev.tributary.contracts.Message;
import dev.tributary.contracts.Topic;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the messages of one poll and partition into one value: a row per poll costs PostgreSQL a
 * fifth of a row per message. Length-prefixed. The first byte is the format's version.
 */
final class OutboxCodec {
  private static final int VERSION = 1;
  private static final int ABSENT = -1;

  private OutboxCodec() {}

  static byte[] write(List<Message> messages) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(256 * messages.size() + 16);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeInt(messages.size());
      for (Message message : messages) {
        write(out, message);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static List<Message> read(byte[] payload) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload))) {
      int version = in.readByte();
      if (version != VERSION) {
        throw new IllegalStateException("An outbox row has the unknown format " + version);
      }
      int count = in.readInt();
      List<Message> messages = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        messages.add(read(in));
      }
      return messages;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(DataOutputStream out, Message message) throws IOException {
    Integer partition = message.partition();
    out.writeUTF(message.topic().topicName());
    out.writeInt(partition == null ? ABSENT : partition);
    writeBytes(out, message.key());
    writeBytes(out, message.value());
    out.writeInt(message.headers().size());
    for (Map.Entry<String, byte[]> header : message.headers().entrySet()) {
      out.writeUTF(header.getKey());
      writeBytes(out, header.getValue());
    }
  }

  private static Message read(DataInputStream in) throws IOException {
    Topic topic = Topic.named(in.readUTF());
    int partition = in.readInt();
    byte[] key = present(readBytes(in));
    byte[] value = readBytes(in);
    int count = in.readInt();
    Map<String, byte[]> headers = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      headers.put(in.readUTF(), present(readBytes(in)));
    }
    return new Message(topic, partition == ABSENT ? null : partition, key, value, headers);
  }

  private static void writeBytes(DataOutputStream out, byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      out.writeInt(ABSENT);
    } else {
      out.writeInt(bytes.length);
      out.write(bytes);
    }
  }

  private static byte @Nullable [] readBytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length == ABSENT) {
      return null;
    }
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new EOFException("An outbox row is cut short");
    }
    return bytes;
  }

  private static byte[] present(byte @Nullable [] bytes) throws IOException {
    if (bytes == null) {
      throw new IOException("An outbox row lacks a key or a header's value");
    }
    return bytes;
  }
}
