/** The proxy to the services, and the limit of bodies. */
@NullMarked
package dev.tributary.gateway.http.proxy;

import org.jspecify.annotations.NullMarked;
