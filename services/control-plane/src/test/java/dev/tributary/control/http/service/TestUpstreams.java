package dev.tributary.control.http.service;

import java.net.URI;
import java.util.Optional;

/**
 * Services whose APIs are not there, and whose management ports are.
 *
 * @param all the management address of every service but warehouse ingestion
 */
record TestUpstreams(URI all, URI ofWarehouse) implements ControlUpstreams {
  /** Port 1, on which nobody listens. */
  private static final URI NOWHERE = URI.create("http://127.0.0.1:1");

  @Override
  public URI collector() {
    return NOWHERE;
  }

  @Override
  public URI identity() {
    return NOWHERE;
  }

  @Override
  public URI audiences() {
    return NOWHERE;
  }

  @Override
  public URI destinations() {
    return NOWHERE;
  }

  @Override
  public URI warehouse() {
    return NOWHERE;
  }

  @Override
  public URI gateway() {
    return NOWHERE;
  }

  @Override
  public Management management() {
    return new Given(Optional.of(all), Optional.of(ofWarehouse));
  }

  private record Given(Optional<URI> all, Optional<URI> warehouse) implements Management {
    @Override
    public int port() {
      return 1;
    }

    @Override
    public Optional<URI> collector() {
      return all;
    }

    @Override
    public Optional<URI> identity() {
      return all;
    }

    @Override
    public Optional<URI> audiences() {
      return all;
    }

    @Override
    public Optional<URI> destinations() {
      return all;
    }

    @Override
    public Optional<URI> gateway() {
      return all;
    }

    @Override
    public Optional<URI> control() {
      return Optional.empty();
    }
  }
}
