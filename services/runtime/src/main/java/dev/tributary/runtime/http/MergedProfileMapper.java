package dev.tributary.runtime.http;

import dev.tributary.contracts.id.ProfileId;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Redirects a request for a merged profile to the surviving profile, within the same host. */
public class MergedProfileMapper {
  /** The index of the segment in {@code /api/v1/workspaces/{workspace}/profiles/{profile}/…}. */
  private static final int PROFILE = 6;

  @ServerExceptionMapper
  public Response moved(MergedProfile merged, UriInfo uri) {
    return Response.status(Response.Status.PERMANENT_REDIRECT)
        .header(HttpHeaders.LOCATION, location(uri.getRequestUri(), merged.survivor()))
        // A browser would cache the redirect and use it even after an unmerge.
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .build();
  }

  /** Without a host: clients come through the gateway and do not know this service's host. */
  static String location(URI asked, ProfileId survivor) {
    List<String> segments = Arrays.asList(asked.getRawPath().split("/", -1));
    segments.set(PROFILE, survivor.value());
    String query = asked.getRawQuery();
    return String.join("/", segments) + (query == null ? "" : "?" + query);
  }
}
