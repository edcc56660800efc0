namespace RfaAuth.Input;

/// <summary>Removes PowerShell's wrapper from values.</summary>
internal static class PSObjects
{
    /// <summary>The value inside a PSObject. A PSCustomObject has none and is returned as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;
}
