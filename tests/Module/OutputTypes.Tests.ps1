#Requires -Modules @{ ModuleName = 'Pester'; ModuleVersion = '5.0' }

# Every type that the cmdlets output: through a file and a job with all its levels, and shown right in constrained language, in other cultures
# and in a terminal of 80 columns.

BeforeDiscovery {
    # Type: as [OutputType] has it. What has no levels of its own has no objects here.
    $types = @(
        @{ Kind = 'session'; Type = 'RfaAuth.RfaSession'; Deepest = 'ThrottleStatus.CurrentlyAvailable', 'LastInterrupted.Operation' }
        @{ Kind = 'whole answer'; Type = 'RfaAuth.RfaResponse'; Deepest = 'Data.companies.items.address.deep.deeper.deepest', 'Errors.Extensions.more.of', 'Errors.Locations.Line', 'Errors.Path', 'Extensions.cost.a.b' }
        @{ Kind = 'result of an input'; Type = 'RfaAuth.RfaInputResult'; Deepest = 'Data.companies.items.address.deep.deeper.deepest', 'Input.n' }
        @{ Kind = 'export'; Type = 'RfaAuth.RfaExport'; Deepest = 'File.FullName', 'Duration.Ticks' }
        @{ Kind = 'data'; Type = 'System.Management.Automation.PSObject'; Deepest = 'companies.items.address.deep.deeper.deepest' }
        @{ Kind = 'record'; Type = 'RfaAuth.Record'; Deepest = 'companies.items.address.deep.deeper.deepest' }
        @{ Kind = 'dictionary'; Type = 'System.Collections.Specialized.OrderedDictionary'; Deepest = 'companies.items.address.deep.deeper.deepest' }
        @{ Kind = 'type'; Type = 'RfaAuth.Core.GraphQL.Schemas.SchemaType'; Deepest = 'Fields.Arguments.DefaultValue', 'Fields.Arguments.Description', 'Fields.Arguments.DeprecationReason' }
        @{ Kind = 'enum'; Type = 'RfaAuth.Core.GraphQL.Schemas.SchemaType'; Deepest = 'EnumValues.Name' }
        @{ Kind = 'field'; Type = 'RfaAuth.Core.GraphQL.Schemas.SchemaField'; Deepest = 'Arguments.Description' }
        @{ Kind = 'problem'; Type = 'RfaAuth.Core.GraphQL.Validation.QueryProblem'; Deepest = 'Severity', 'Excerpt' }
    )
    $flat = 'System.String', 'System.Boolean', 'System.Void', 'System.Security.SecureString'
}

BeforeAll {
    Import-Module "$PSScriptRoot/TestSupport.psm1", "$PSScriptRoot/ScriptedServer.psm1"
    Import-Module (Get-ModuleManifestPath)
    $place = (Get-Item $TestDrive).FullName
    Set-Content "$place/schema.graphql" @'
type Query { "Companies, in the order of their numbers, each of which the register has." companies(take: Int = 10, "What they are called." like: String @deprecated(reason: "Use take.")): [Company!]! }
type Company { name: String status: Status old: Int @deprecated(reason: "Gone.") }
enum Status { ACTIVE CLOSED @deprecated }
'@
    $answer = '{"data":{"companies":{"items":[{"name":"A","address":{"lines":["1","2"],"deep":{"deeper":{"deepest":1}}}}]}},"errors":[{"message":"Half of it","path":["companies",0],"locations":[{"line":1,"column":3}],"extensions":{"code":"HALF","more":{"of":["it"]}}}],"extensions":{"cost":{"a":{"b":1}}}}'
    $whole = $answer -replace ',"errors".*', '}'
    $query = '{ companies { items { name address { lines deep { deeper { deepest } } } } } }'
    $server = Start-ScriptedServer
    # Without a user: its tokens are nobody's.
    $session = Connect-RfaApi -Endpoint $server.Endpoint -AccessToken (ConvertTo-Secret 'x') -MaximumRetryCount 0 -Name 'a session with a name that is long enough' -PassThru

    # What a cmdlet outputs, one object of each kind.
    function New-Output([string] $Kind) {
        Clear-ScriptedServer $server
        switch ($Kind) {
            'session' {
                Add-ScriptedAnswer $server '{"data":{"ping":1},"extensions":{"cost":{"requestedQueryCost":7,"actualQueryCost":5,"throttleStatus":{"maximumAvailable":10000,"currentlyAvailable":9000,"restoreRate":50}}}}'
                $null = Invoke-RfaGraphQL '{ ping }' -Session $session
                $connection = [RfaAuth.RfaSession].GetProperty('Connection', [System.Reflection.BindingFlags] 'Instance, NonPublic').GetValue($session)
                $null = $connection.GetType().GetMethod('NoteInterrupted', [System.Reflection.BindingFlags] 'Instance, Public, NonPublic').Invoke($connection, @('pay'))
                $session
            }
            'whole answer' { Add-ScriptedAnswer $server $answer; Invoke-RfaGraphQL $query -FullResponse }
            'result of an input' { Add-ScriptedAnswer $server $whole; [pscustomobject]@{ n = 1 } | Invoke-RfaGraphQL ($query -replace '^', 'query ($n: Int) ') -IncludeInput }
            'export' { Add-ScriptedAnswer $server $whole; Invoke-RfaGraphQL $query -OutFile "$place/export.json" -PassThru }
            'data' { Add-ScriptedAnswer $server $whole; Invoke-RfaGraphQL $query }
            'record' { Add-ScriptedAnswer $server $whole; Invoke-RfaGraphQL $query -AsRecord }
            'dictionary' { Add-ScriptedAnswer $server $whole; Invoke-RfaGraphQL $query -AsHashtable }
            'type' { Get-RfaSchema -SchemaPath "$place/schema.graphql" -Type Query }
            'enum' { Get-RfaSchema -SchemaPath "$place/schema.graphql" -Type Status }
            'field' { Get-RfaSchema -SchemaPath "$place/schema.graphql" -Query companies }
            'problem' { Test-RfaQuery -SchemaPath "$place/schema.graphql" -Query '{ companies { nam } }' -ErrorAction SilentlyContinue }
        }
    }

    # The places at which a copy has something else than its original, at any depth.
    function Get-Difference($Original, $Copy, [string] $Path = '') {
        if ($null -eq $Original -or $null -eq $Copy) {
            if ($null -ne $Original -or $null -ne $Copy) { $Path }
        }
        elseif ($Original -is [System.Collections.IDictionary]) { foreach ($key in $Original.Keys) { Get-Difference $Original[$key] $Copy[$key] "$Path.$key" } }
        elseif ($Original -is [System.Collections.IEnumerable] -and $Original -isnot [string]) {
            $items, $copies = @($Original), @($Copy)
            if ($items.Count -ne $copies.Count) { $Path } else { for ($i = 0; $i -lt $items.Count; $i++) { Get-Difference $items[$i] $copies[$i] "$Path[$i]" } }
        }
        elseif ($Original -is [ValueType] -and $Original.GetType().Namespace -eq 'System' -or $Original -is [string] -or $Original -is [uri] -or $Original -is [enum] -or $Original -is [System.IO.FileInfo]) {
            if ("$Original" -cne "$Copy") { $Path }
        }
        else {
            # The time left is another one a moment later, and the default is one of the runspace that asks.
            foreach ($property in $Original.PSObject.Properties | Where-Object Name -NotMatch '^(TimeLeft.*|IsDefault)$') { Get-Difference $property.Value $Copy.($property.Name) "$Path.$($property.Name)" }
        }
    }

    # What stands at a path, through lists.
    function Get-Deep($Value, [string] $Path) {
        foreach ($name in $Path.Split('.')) { $Value = @($Value | ForEach-Object { $_ }) | ForEach-Object { $_.$name } }
        $Value
    }
}

AfterAll { Stop-ScriptedServer $server -Disconnect }

Describe 'The table of this suite' {
    It 'has each type that a cmdlet says it outputs' -ForEach @{ Types = $types.Type + $flat } {
        $said = Get-Command -Module RfaAuth | ForEach-Object { $_.ImplementingType.GetCustomAttributes([System.Management.Automation.OutputTypeAttribute], $true) } |
            ForEach-Object { $_.Type.Name } | Sort-Object -Unique
        $said | Should -Not -BeNullOrEmpty
        $said | Where-Object { $_ -notin $Types } | Should -BeNullOrEmpty
    }
}

Describe 'An output object: <Kind>' -ForEach $types {
    BeforeAll { $original = New-Output $Kind }

    It 'has the documented type' {
        @($original).Count | Should -Be 1
        # A custom object is a PSObject; what else there is has its own type.
        if ($Type -ne 'System.Management.Automation.PSObject') { $original.PSObject.BaseObject -is ($Type -as [type]) | Should -BeTrue }
        else { $original | Should -BeOfType [pscustomobject] }
        foreach ($path in $Deepest) { Get-Deep $original $path | Should -Not -BeNullOrEmpty -Because $path }
    }

    It 'goes through <_> with all its levels' -ForEach 'Export-Clixml', 'a job' {
        $copy = if ($_ -eq 'a job') { $original | Start-Job -ScriptBlock { $input } | Receive-Job -Wait -AutoRemoveJob | Select-Object * -ExcludeProperty PSComputerName, PSShowComputerName, RunspaceId }
        else { $original | Export-Clixml "$TestDrive/copy.xml"; Import-Clixml "$TestDrive/copy.xml" }
        if ($_ -eq 'a job' -and $Kind -eq 'dictionary') { $copy = $original | Start-Job -ScriptBlock { $input } | Receive-Job -Wait -AutoRemoveJob }
        Get-Difference $original $copy | Should -BeNullOrEmpty
    }

    It 'is shown the same in constrained language, within 80 columns, by <_>' -ForEach 'Out-String', 'Format-List' {
        $expected = if ($_ -eq 'Out-String') { $original | Out-String -Width 80 } else { $original | Format-List | Out-String -Width 80 }
        $expected.Trim() | Should -Not -BeNullOrEmpty
        ($expected -split '\r?\n' | Measure-Object Length -Maximum).Maximum | Should -BeLessOrEqual 80
        $shell = New-Script "`$ExecutionContext.SessionState.LanguageMode = 'ConstrainedLanguage'; `$session | $(if ($_ -eq 'Format-List') { 'Format-List |' }) Out-String -Width 80" $original
        try { $shown = "$($shell.Invoke())" } finally { $shell.Dispose() }
        # Another runspace has other default sessions.
        $shown -replace '(?m)^\*', ' ' -replace 'IsDefault( +): False', 'IsDefault$1: True' | Should -BeExactly ($expected -replace '(?m)^\*', ' ')
    }

    It 'is shown the same under <_>, except dates' -ForEach 'de-DE', 'tr-TR' {
        $before = [System.Globalization.CultureInfo]::CurrentCulture, [System.Globalization.CultureInfo]::CurrentUICulture
        $show = { ($original | Format-List | Out-String -Width 80) + ($original | Out-String -Width 80) -replace '(?m)^(ExpiresAt|LastInterrupted) .*' }
        $expected = & $show
        try {
            [System.Globalization.CultureInfo]::CurrentCulture = [System.Globalization.CultureInfo]::CurrentUICulture = $_
            $shown = & $show
        }
        finally { [System.Globalization.CultureInfo]::CurrentCulture, [System.Globalization.CultureInfo]::CurrentUICulture = $before }
        $shown | Should -BeExactly $expected
    }
}

Describe 'The output of a cmdlet' {
    It 'has a documented type: <Line>' -ForEach @(
        @{ Line = 'Connect-RfaApi -Endpoint $server.Endpoint -AccessToken (ConvertTo-Secret x) -PassThru -Name other' }
        @{ Line = 'Get-RfaSession' }
        @{ Line = 'Select-RfaSession $session.Name -PassThru' }
        @{ Line = 'Get-RfaAccessToken -Session $session' }
        @{ Line = 'Get-RfaAccessToken -Session $session -AsPlainText' }
        @{ Line = 'Get-RfaSchema -SchemaPath "$place/schema.graphql"' }
        @{ Line = 'Get-RfaSchema -SchemaPath "$place/schema.graphql" -Query companies' }
        @{ Line = 'Get-RfaSchema -SchemaPath "$place/schema.graphql" -AsSdl' }
        @{ Line = 'New-RfaQuery companies -Field name -SchemaPath "$place/schema.graphql"' }
        @{ Line = 'Test-RfaQuery -Query "{ nam }" -SchemaPath "$place/schema.graphql" -ErrorAction SilentlyContinue' }
        @{ Line = 'Test-RfaQuery -Query "{ nam }" -SchemaPath "$place/schema.graphql" -Quiet' }
        @{ Line = 'Invoke-RfaGraphQL "{ ping }" -Session $session' }
        @{ Line = 'Invoke-RfaGraphQL "{ ping }" -Session $session -Raw' }
        @{ Line = 'Invoke-RfaGraphQL "{ ping }" -Session $session -AsHashtable' }
        @{ Line = 'Invoke-RfaGraphQL "{ ping }" -Session $session -AsRecord' }
        @{ Line = 'Invoke-RfaGraphQL "{ ping }" -Session $session -FullResponse' }
    ) {
        Clear-ScriptedServer $server
        $output = @(& ([scriptblock]::Create($Line)))
        $output | Should -Not -BeNullOrEmpty
        $said = (Get-Command ($Line -split ' ')[0]).OutputType.Type
        foreach ($object in $output) {
            # A record is shown, and used, as a PSObject.
            $fits = $said | Where-Object { $object -is $_ -and ($_ -ne [psobject] -or $object.PSObject.BaseObject -is [System.Management.Automation.PSCustomObject] -or $object.PSObject.BaseObject -is [RfaAuth.Record]) }
            $fits | Should -Not -BeNullOrEmpty -Because $object.GetType().FullName
        }
    }

    It 'is nothing if that is documented' {
        (Get-Command Disconnect-RfaApi).OutputType.Type | Should -Be ([void])
        Update-RfaToken -WhatIf -Session $session | Should -BeNullOrEmpty
    }
}

Describe 'The output of a job' {
    It 'keeps all its levels' {
        $copies = Start-Job -ArgumentList (Get-ModuleManifestPath), $place -ScriptBlock {
            Import-Module $args[0]
            Get-RfaSchema -SchemaPath "$($args[1])/schema.graphql" -Type Query
            Test-RfaQuery -SchemaPath "$($args[1])/schema.graphql" -Query '{ companies { nam } }' -ErrorAction SilentlyContinue
        } | Receive-Job -Wait -AutoRemoveJob
        $copies[0].Fields[0].Arguments[1].DeprecationReason | Should -Be 'Use take.'
        $copies[1].Overview | Should -Match "has no field 'nam'"
    }
}
