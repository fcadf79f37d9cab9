/** Reads destinations and syncs from requests, and checks them. */
@NullMarked
package dev.tributary.destinations.http.binding;

import org.jspecify.annotations.NullMarked;
