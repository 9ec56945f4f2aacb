/** The writer's name where the control writes on its own account. */
export const somebodyElse = 'somebody else';
