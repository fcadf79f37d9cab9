/**
 * The identity configuration of a workspace: the rules and the policies of all traits, as one
 * document for users who keep them as code.
 */
@NullMarked
package dev.tributary.identity.configuration;

import org.jspecify.annotations.NullMarked;
