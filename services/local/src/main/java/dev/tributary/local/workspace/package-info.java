/**
 * The workspace that a first start makes, through the public REST API alone, so that there is
 * something to talk to; and bearer tokens for it. Depends on the installation's addresses and
 * secrets.
 */
@NullMarked
package dev.tributary.local.workspace;

import org.jspecify.annotations.NullMarked;
