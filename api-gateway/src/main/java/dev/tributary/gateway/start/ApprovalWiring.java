package dev.tributary.gateway.start;

import dev.tributary.gateway.approval.ApprovableRoutes;
import dev.tributary.gateway.approval.ChangeRequestStore;
import dev.tributary.gateway.postgres.PostgresChangeRequests;
import dev.tributary.runtime.postgres.RequestDatabase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Creates the store of change requests. */
@ApplicationScoped
public class ApprovalWiring {
  @Produces
  @Singleton
  ChangeRequestStore changeRequests(RequestDatabase database) {
    return new PostgresChangeRequests(database);
  }

  @Produces
  @Singleton
  ApprovableRoutes approvable() {
    return ApprovableRoutes.load();
  }
}
