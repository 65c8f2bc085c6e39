/** Why a source cannot be rendered with what is at hand. */
export class CannotRender extends Error {}

/** It needs something that nobody was asked for yet. */
export class NotAskedYet extends CannotRender {}
