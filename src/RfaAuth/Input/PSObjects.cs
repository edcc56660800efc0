namespace RfaAuth.Input;

/// <summary>What a value is without PowerShell's wrapper.</summary>
internal static class PSObjects
{
    /// <summary>The value inside a PSObject; a PSCustomObject has none and stays as it is.</summary>
    public static object? Unwrap(object? value) => value is PSObject { BaseObject: not PSCustomObject } wrapper ? wrapper.BaseObject : value;
}
