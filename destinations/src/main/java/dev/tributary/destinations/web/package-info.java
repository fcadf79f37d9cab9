/** Parts of HTTP that several connectors and protocols need. */
@NullMarked
package dev.tributary.destinations.web;

import org.jspecify.annotations.NullMarked;
