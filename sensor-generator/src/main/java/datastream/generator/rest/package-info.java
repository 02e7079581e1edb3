/** Control of the generators over REST. */
@NullMarked
package datastream.generator.rest;

import org.jspecify.annotations.NullMarked;
