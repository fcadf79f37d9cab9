package dev.tributary.runtime.http;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Sends whoever asked for a merged profile to the one that lives on, within the same host. */
public class MergedAwayMapper {
  /** Of {@code /api/v1/workspaces/{workspace}/profiles/{profile}/…}. */
  private static final int PROFILE = 6;

  @ServerExceptionMapper
  public Response moved(MergedAway merged, UriInfo uri) {
    return Response.status(Response.Status.PERMANENT_REDIRECT)
        .header(HttpHeaders.LOCATION, location(uri.getRequestUri(), merged.survivor()))
        // A browser would go on following it by itself, also after a merge was undone.
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Without a host: what this service is called is nothing to whoever came through the gateway. */
  static String location(URI asked, String survivor) {
    List<String> segments = Arrays.asList(asked.getRawPath().split("/", -1));
    segments.set(PROFILE, survivor);
    String query = asked.getRawQuery();
    return String.join("/", segments) + (query == null ? "" : "?" + query);
  }
}
