package dev.tributary.collector.start;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** What the collector is configured with. */
@ConfigMapping(prefix = "tributary.collector")
public interface CollectorConfig {
  /** How many collectors run, which a limit is divided by while Redis is away. */
  @WithDefault("1")
  int replicas();

  /** Bytes of all requests that are under way; beyond, new ones are answered 503. */
  @WithDefault("25165824")
  long memoryBytes();

  /**
   * How many proxies stand in front, one after another, whose X-Forwarded-For is believed. Too many
   * lets clients claim any address, too few takes a proxy's for the client's.
   */
  @WithDefault("0")
  int trustedProxies();

  Limits limits();

  /** What a client may send. */
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

    /** Of an event, in bytes; so a text in it is no longer either. */
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
