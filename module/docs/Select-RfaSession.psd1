@{
    Synopsis    = 'Makes a session the default of this runspace.'
    Description = @(
        'The default session is used by Invoke-RfaGraphQL and the other cmdlets where no -Session is given. It is the session that was connected or selected last. When it is disconnected and others are left, none of them becomes the default by itself: a call would go to another account. Until one is selected, a call without -Session is the error SessionRequired, which names the sessions.'
        'Get-RfaSession shows which session is the default, and IsDefault of a session says it. A session belongs to the runspace that connected it and can be selected there only; elsewhere pass it as -Session.'
    )
    Parameters  = @{
        Name     = 'The name of the session. Wildcards are not taken: it must be one session.'
        PassThru = 'Returns the session. Without it nothing is returned.'
        Session  = 'The session, as an object or by its name.'
    }
    Inputs      = @{ Type = 'RfaAuth.RfaSession'; Text = 'The session to select.' }
    Outputs     = @(
        @{ Type = 'RfaAuth.RfaSession'; Text = 'The session, with -PassThru.' }
    )
    Examples    = @(
        @{
            Title = 'Go on with another session'
            Code  = "Select-RfaSession shop`nInvoke-RfaGraphQL '{ Accounts { data { id } } }'"
            Text  = 'Calls without -Session go to the session named shop from now on. Tab completes the names.'
        }
        @{
            Title = 'Select the only session that is left'
            Code  = "Disconnect-RfaApi`nGet-RfaSession | Select-RfaSession"
            Text  = 'After the default session was disconnected none is the default.'
        }
        @{
            Title = 'Return to the earlier default session'
            Code  = "`$before = Get-RfaSession | Where-Object IsDefault`nConnect-RfaApi -Api Toggle -Endpoint https://api.example.com/graphql -Credential `$credential -Name shop`nSelect-RfaSession -Session `$before"
            Text  = 'Connect-RfaApi makes the new session the default.'
        }
    )
    Links       = 'Get-RfaSession', 'Connect-RfaApi', 'Disconnect-RfaApi', 'about_RfaAuth'
}
