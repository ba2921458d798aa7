export { allGroupsOf, carryOptions, chosenIn, groupsFor, lineOptions, usualOptions } from './option-groups';
export { isLeftOut, type LineModifier, listedOptions, takenOptions } from './line-options';
