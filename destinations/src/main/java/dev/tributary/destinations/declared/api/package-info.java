/** The APIs of a vendor: the hosts and the credentials of requests. */
@NullMarked
package dev.tributary.destinations.declared.api;

import org.jspecify.annotations.NullMarked;
