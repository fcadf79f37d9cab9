package dev.tributary.collector.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The configuration of the collector. */
@ConfigMapping(prefix = "tributary.collector")
public interface CollectorConfig {
  /** Number of collectors; a limit is divided by it while Redis is unavailable. */
  @WithDefault("1")
  int replicas();

  /** Bytes of all requests in progress. Above it, new requests are answered 503. */
  @WithDefault("25165824")
  long memoryBytes();

  /**
   * Number of trusted proxies in a chain, whose X-Forwarded-For is used. With a too large number
   * clients can claim any address; with a too small number a proxy's address counts as the
   * client's.
   */
  @WithDefault("0")
  int trustedProxies();

  /** How long a body may take, in addition to one second for each 8 KiB received. */
  @WithDefault("10S")
  Duration bodyGrace();

  Limits limits();

  /** Limits for clients. */
  interface Limits {
    /** Of a body, after gzip, in bytes. */
    @WithDefault("4194304")
    int requestBytes();

    /** Of a batch. */
    @WithDefault("2500")
    int requestEvents();

    /** Of a batch's context and integrations, in bytes. */
    @WithDefault("32768")
    int envelopeBytes();

    /** Of an event, in bytes; so a text in it is not longer either. */
    @WithDefault("32768")
    int eventBytes();

    /** Of objects and arrays in an event. */
    @WithDefault("32")
    int eventDepth();

    /** Of each object in an event. */
    @WithDefault("512")
    int objectKeys();
  }
}
