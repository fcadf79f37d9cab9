package dev.tributary.local.launch;

import dev.tributary.local.files.Directories;
import dev.tributary.local.infra.Checkout;
import dev.tributary.local.infra.StartFailure;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** One launcher per source tree. The operating system releases the lock when its holder ends. */
public final class InstallationLock implements AutoCloseable {

  private final FileChannel channel;

  private InstallationLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws StartFailure if another launcher of this source tree is running
   */
  public static InstallationLock acquire(Checkout checkout) {
    Path file = checkout.state().resolve("lock");
    try {
      Directories.ownerOnly(checkout.state());
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      @Nullable FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw new StartFailure("Tributary is running already: see ./cdp status, or ./cdp down.");
      }
      return new InstallationLock(channel);
    } catch (IOException e) {
      throw new StartFailure("Cannot lock " + file + ": " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new StartFailure("Cannot release the lock: " + e.getMessage(), e);
    }
  }
}
