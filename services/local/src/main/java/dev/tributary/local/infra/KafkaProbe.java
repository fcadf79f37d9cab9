package dev.tributary.local.infra;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Asks the server on a port for its Kafka cluster id, because an open port may belong to another
 * program. It writes one Metadata request (version 7) itself, so that this module needs no Kafka
 * client.
 */
final class KafkaProbe {

  private static final int TIMEOUT_MILLIS = 2_000;
  private static final short METADATA = 3;
  private static final short VERSION = 7;
  private static final int LARGEST_ANSWER = 1 << 20;

  private KafkaProbe() {}

  /** Whether the broker of that cluster answers and has registered itself. */
  static boolean serves(int port, String clusterId) {
    try (var socket = new Socket()) {
      socket.setSoTimeout(TIMEOUT_MILLIS);
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), TIMEOUT_MILLIS);
      ask(new DataOutputStream(socket.getOutputStream()));
      return clusterId.equals(registeredCluster(new DataInputStream(socket.getInputStream())));
    } catch (IOException e) {
      return false;
    }
  }

  private static void ask(DataOutputStream out) throws IOException {
    out.writeInt(2 + 2 + 4 + 2 + 4 + 1);
    out.writeShort(METADATA);
    out.writeShort(VERSION);
    out.writeInt(1); // correlation id
    out.writeShort(-1); // no client id
    out.writeInt(0); // no topics
    out.writeBoolean(false); // create none
    out.flush();
  }

  private static @Nullable String registeredCluster(DataInputStream in) throws IOException {
    int size = in.readInt();
    if (size < 0 || size > LARGEST_ANSWER) {
      throw new IOException("Not a Kafka answer");
    }
    in.skipNBytes(4 + 4); // correlation id, throttle time
    int brokers = in.readInt();
    for (int broker = 0; broker < brokers; broker++) {
      in.skipNBytes(4); // node id
      string(in); // host
      in.skipNBytes(4); // port
      string(in); // rack
    }
    String cluster = string(in);
    return brokers > 0 ? cluster : null;
  }

  private static @Nullable String string(DataInputStream in) throws IOException {
    int length = in.readShort();
    return length < 0 ? null : new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }
}
