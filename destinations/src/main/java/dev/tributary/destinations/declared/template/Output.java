package dev.tributary.destinations.declared.template;

import dev.tributary.destinations.pattern.BoundedMatch;
import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The size of the requests that templates make. A workspace can add a manifest, and a template can
 * use a large value many times. So the size is limited, for one item and for all requests of a
 * batch. Used by one thread.
 */
public final class Output {
  /** The largest size of the requests of a batch, in characters or bytes. */
  static final long LARGEST = 64L * 1024 * 1024;

  /** The largest part of an item in the requests. */
  static final long LARGEST_OF_ITEM = 8L * 1024 * 1024;

  /** The memory of a node of JSON, in about as many characters. */
  private static final int NODE = 16;

  /** The characters that the patterns of the fields of a batch may read. */
  private static final long WORK = 200_000_000;

  private final @Nullable Output batch;
  private final BoundedMatch.Work work;
  private long left;

  /**
   * For requests with so many items. A few items have no large requests.
   *
   * @param items 0 or more
   */
  Output(int items) {
    this(
        null, new BoundedMatch.Work(WORK), Math.min(LARGEST, LARGEST_OF_ITEM * Math.max(1, items)));
  }

  private Output(@Nullable Output batch, BoundedMatch.Work work, long left) {
    this.batch = batch;
    this.work = work;
    this.left = left;
  }

  /** For one item of the same requests. */
  Output ofItem() {
    return new Output(batch == null ? this : batch, work, LARGEST_OF_ITEM);
  }

  /** The work that the patterns of all items may need together. */
  public BoundedMatch.Work work() {
    return work;
  }

  /**
   * @throws UnfitValue if an item, or the requests of the batch, would be too large
   */
  void take(long size) {
    if (batch != null) {
      batch.take(size);
    }
    left -= size;
    if (left < 0) {
      throw batch == null
          ? UnfitValue.ofSettings(
              "The requests of a batch would be larger than 64 MB, or than 8 MB for each item")
          : new UnfitValue(null, "The request would be larger than 8 MB");
    }
  }

  /** As {@link #take}, for a node of a tree. */
  void node() {
    take(NODE);
  }

  /** A stream that takes what is written to it. */
  OutputStream limited(OutputStream to) {
    return new Limited(to, this);
  }

  private static final class Limited extends OutputStream {
    private final OutputStream to;
    private final Output output;

    Limited(OutputStream to, Output output) {
      this.to = to;
      this.output = output;
    }

    @Override
    public void write(int each) throws IOException {
      output.take(1);
      to.write(each);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      output.take(length);
      to.write(bytes, offset, length);
    }
  }
}
