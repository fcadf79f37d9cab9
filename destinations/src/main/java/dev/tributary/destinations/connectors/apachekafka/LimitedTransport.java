package dev.tributary.destinations.connectors.apachekafka;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.Principal;
import org.apache.kafka.common.network.TransportLayer;

/** A transport whose received frames have a {@link FrameLimit}. */
final class LimitedTransport implements TransportLayer {
  private final TransportLayer transport;
  private final FrameLimit limit;

  LimitedTransport(TransportLayer transport, IterationLimit.Work work) {
    this.transport = transport;
    limit = new FrameLimit(work);
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    int start = target.position();
    int count = transport.read(target);
    if (count > 0) {
      limit.arrived(target.duplicate().flip().position(start));
    }
    return count;
  }

  @Override
  public long read(ByteBuffer[] targets, int offset, int length) throws IOException {
    long all = 0;
    for (int i = offset; i < offset + length; i++) {
      int count = targets[i].hasRemaining() ? read(targets[i]) : 0;
      if (count < 0) {
        return all == 0 ? count : all;
      }
      all += count;
      if (targets[i].hasRemaining()) {
        return all;
      }
    }
    return all;
  }

  @Override
  public long read(ByteBuffer[] targets) throws IOException {
    return read(targets, 0, targets.length);
  }

  @Override
  public boolean ready() {
    return transport.ready();
  }

  @Override
  public boolean finishConnect() throws IOException {
    return transport.finishConnect();
  }

  @Override
  public void disconnect() {
    transport.disconnect();
  }

  @Override
  public boolean isConnected() {
    return transport.isConnected();
  }

  @Override
  public SocketChannel socketChannel() {
    return transport.socketChannel();
  }

  @Override
  public SelectionKey selectionKey() {
    return transport.selectionKey();
  }

  @Override
  public void handshake() throws IOException {
    transport.handshake();
  }

  @Override
  public Principal peerPrincipal() throws IOException {
    return transport.peerPrincipal();
  }

  @Override
  public void addInterestOps(int ops) {
    transport.addInterestOps(ops);
  }

  @Override
  public void removeInterestOps(int ops) {
    transport.removeInterestOps(ops);
  }

  @Override
  public boolean isMute() {
    return transport.isMute();
  }

  @Override
  public boolean hasBytesBuffered() {
    return transport.hasBytesBuffered();
  }

  @Override
  public boolean hasPendingWrites() {
    return transport.hasPendingWrites();
  }

  @Override
  public long transferFrom(FileChannel file, long position, long count) throws IOException {
    return transport.transferFrom(file, position, count);
  }

  @Override
  public int write(ByteBuffer source) throws IOException {
    return transport.write(source);
  }

  @Override
  public long write(ByteBuffer[] sources, int offset, int length) throws IOException {
    return transport.write(sources, offset, length);
  }

  @Override
  public long write(ByteBuffer[] sources) throws IOException {
    return transport.write(sources);
  }

  @Override
  public boolean isOpen() {
    return transport.isOpen();
  }

  @Override
  public void close() throws IOException {
    transport.close();
  }
}
