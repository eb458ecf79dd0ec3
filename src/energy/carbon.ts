import type { Carbon, Energy, GridIntensity } from '../core/energy.ts'

const joulesPerKilowattHour = 3.6e6

/** Cooling and losses of a data centre are not known here, so they are not counted; the record says so. */
const powerUsageEffectiveness = 1

/**
 * Grams of CO2 equivalent = energy in kWh × grid intensity × power usage effectiveness: the operational term E · I of ISO/IEC
 * 21031:2024 (SCI), location-based, for inference only. Making the hardware is not in it. Unavailable energy has
 * unavailable carbon, for the same reason.
 */
export function carbonOf(energy: Energy, intensity: GridIntensity): Carbon {
  if (energy.kind === 'unavailable') return { kind: 'unavailable', reason: `no energy figure: ${energy.reason}` }
  return {
    kind: 'derived',
    grams: (energy.joules / joulesPerKilowattHour) * intensity.gramsPerKilowattHour * powerUsageEffectiveness,
    energyKind: energy.kind,
    intensity,
    powerUsageEffectiveness,
    scope: 'inference',
  }
}
