package dev.tributary.destinations.connectors.apachekafka;

import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Map;
import org.apache.kafka.common.memory.MemoryPool;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.network.ChannelBuilder;
import org.apache.kafka.common.network.Selector;
import org.apache.kafka.common.utils.LogContext;
import org.apache.kafka.common.utils.Time;
import org.jspecify.annotations.Nullable;

/**
 * Opens the connections of a cluster. It asks the egress policy for the address of each host at the
 * moment of the connection, and connects to this address only. So neither the metadata of a cluster
 * nor a changed name can lead to an address that is not allowed.
 */
final class CheckedSelector extends Selector {
  private static final long IDLE_MILLIS = 60_000;

  private final Egress egress;
  private @Nullable EgressFailure refusal;

  CheckedSelector(Egress egress, ChannelBuilder channels, Metrics metrics, LogContext log) {
    super(
        FrameLimit.LARGEST_FRAME,
        IDLE_MILLIS,
        Selector.NO_FAILED_AUTHENTICATION_DELAY,
        metrics,
        Time.SYSTEM,
        "kafka-connector",
        Map.of(),
        false,
        false,
        channels,
        MemoryPool.NONE,
        log);
    this.egress = egress;
  }

  @Override
  public void connect(String id, InetSocketAddress address, int sendBuffer, int receiveBuffer)
      throws IOException {
    String host = address.getHostString();
    try {
      InetAddress checked = egress.checked(host, address.getPort());
      // The name stays with the address: TLS verifies the certificate for it.
      InetAddress named = InetAddress.getByAddress(host, checked.getAddress());
      super.connect(id, new InetSocketAddress(named, address.getPort()), sendBuffer, receiveBuffer);
    } catch (EgressFailure e) {
      refusal = e;
      throw new IOException(e);
    }
  }

  /** Throws the last refusal of the policy once, if there is one. */
  void throwRefusal() throws EgressFailure {
    EgressFailure last = refusal;
    refusal = null;
    if (last != null) {
      throw last;
    }
  }

  /**
   * An address for the client of Kafka, which wants one before it connects. {@link #connect}
   * replaces it.
   */
  static InetAddress[] unresolved(String host) throws UnknownHostException {
    return new InetAddress[] {InetAddress.getByAddress(host, new byte[4])};
  }
}
