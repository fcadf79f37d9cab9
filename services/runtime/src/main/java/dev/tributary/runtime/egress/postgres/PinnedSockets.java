package dev.tributary.runtime.egress.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to one checked address, for any server name in the driver. The driver keeps
 * the name for the certificate check. The name may resolve to another address in the meantime.
 */
public final class PinnedSockets extends SocketFactory {
  private final InetAddress address;

  /**
   * For the driver, which passes its {@code socketFactoryArg}.
   *
   * @param address an IP address in text form, never a name
   */
  public PinnedSockets(String address) {
    this.address = InetAddress.ofLiteral(address);
  }

  @Override
  public Socket createSocket() {
    return new PinnedSocket(address);
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return connected(port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return connected(port);
  }

  private Socket connected(int port) throws IOException {
    Socket socket = createSocket();
    socket.connect(new InetSocketAddress(address, port));
    return socket;
  }

  /** Connects to the requested port, but at its own address. */
  private static final class PinnedSocket extends Socket {
    private final InetAddress address;

    PinnedSocket(InetAddress address) {
      this.address = address;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress asked)) {
        throw new IOException("Only a host and a port can be connected to");
      }
      super.connect(new InetSocketAddress(address, asked.getPort()), timeout);
    }
  }
}
